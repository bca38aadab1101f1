<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>TextKey</name>
    <message numerus="yes">
        <source>{minutes} minutes</source>
        <extracomment>texts.KEPT_MINUTES</extracomment>
        <translation>
            <numerusform>{minutes} minute</numerusform>
            <numerusform>{minutes} minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{hours} hours</source>
        <extracomment>texts.KEPT_HOURS</extracomment>
        <translation>
            <numerusform>{hours} hour</numerusform>
            <numerusform>{hours} hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{days} days</source>
        <extracomment>texts.KEPT_DAYS</extracomment>
        <translation>
            <numerusform>{days} day</numerusform>
            <numerusform>{days} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This screen closes in {seconds} seconds. Touch it if you need more time.</source>
        <extracomment>texts.BACK_TO_START</extracomment>
        <translation>
            <numerusform>This screen closes in {seconds} second. Touch it if you need more time.</numerusform>
            <numerusform>This screen closes in {seconds} seconds. Touch it if you need more time.</numerusform>
        </translation>
    </message>
</context>
</TS>
