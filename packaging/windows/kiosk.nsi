; The setup program. Lists of files, settings and commands are made by release/nsis_source.py, see there.
;
; Silent: kiosk-setup.exe /S /BACKENDURL=https://... /CAMERA=0 /D=C:\Program Files\Kiosk   (/D last, without quotes)
;
; Exit status: 0 done, 1 cancelled, 2 a file could not be written, 3 a newer version is installed, 4 installed by the
; MSI, 5 the rights of the data folder could not be set (no such account?), 6 AUTOSTART without KIOSKACCOUNT,
; 7 the scheduled task could not be made, 8 the version before could not be removed, 9 not Windows 10 or later.
;
; No service is installed: since Windows Vista services live in session 0, whose windows nobody sees. A scheduled task
; starts the supervisor in the session of the kiosk account instead.

Target amd64-unicode
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Kiosk"
!define NEWER_IS_INSTALLED 3
!define INSTALLED_BY_MSI 4
!define RIGHTS_NOT_SET 5
!define ACCOUNT_MISSING 6
!define TASK_NOT_MADE 7
!define OLD_VERSION_STAYS 8
!define WINDOWS_TOO_OLD 9

Name "${PRODUCT}"
OutFile "${STAGE}/${FILE_NAME}"
InstallDir "$PROGRAMFILES64\Kiosk"
RequestExecutionLevel admin
ManifestSupportedOS Win10
ManifestDPIAware true
AllowSkipFiles off
ShowInstDetails show
ShowUninstDetails show
BrandingText "${PRODUCT} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1033 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1033 "FileDescription" "${PRODUCT} setup"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "LegalCopyright" "Apache License 2.0"
VIAddVersionKey /LANG=1033 "OriginalFilename" "${FILE_NAME}"
VIAddVersionKey /LANG=1033 "ProductName" "${PRODUCT}"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"

!define MUI_ICON "${STAGE}/kiosk.ico"
!define MUI_UNICON "${STAGE}/kiosk.ico"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var Data
Var Account
Var Autostart
Var KeepData
Var Upgrading

; Ends with a message for whoever sees one, and an exit status for whoever does not.
!macro Refuse STATUS TEXT
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${STATUS}
  Quit
!macroend

; What a switch was given as, with or without quotes; error flag when it was not. FileFunc's GetOptions would end a
; value at the next slash, and every address has some. Commands of Windows give no longer texts than NSIS holds.
!macro DefineFindSwitch PREFIX
Function ${PREFIX}FindSwitch
  StrLen $R1 $R0
  System::Call 'kernel32::GetCommandLineW() p .R2'
  System::Call 'shell32::CommandLineToArgvW(p R2, *i .R3) p .R4'
  StrCpy $R5 1
  ${While} $R5 < $R3
    IntOp $R6 $R5 * ${NSIS_PTR_SIZE}
    IntPtrOp $R6 $R4 + $R6
    System::Call '*$R6(p .R7)'
    System::Call 'kernel32::lstrcpynW(w .R8, p R7, i ${NSIS_MAX_STRLEN})'
    StrCpy $R9 $R8 $R1
    ${If} $R9 == $R0
      StrCpy $R0 $R8 "" $R1
      System::Call 'kernel32::LocalFree(p R4)'
      ClearErrors
      Return
    ${EndIf}
    IntOp $R5 $R5 + 1
  ${EndWhile}
  System::Call 'kernel32::LocalFree(p R4)'
  StrCpy $R0 ""
  SetErrors
FunctionEnd
!macroend
!insertmacro DefineFindSwitch ""
!insertmacro DefineFindSwitch "un."

!macro Given PREFIX SWITCH RESULT
  StrCpy $R0 "/${SWITCH}="
  Call ${PREFIX}FindSwitch
  StrCpy ${RESULT} $R0
!macroend

!macro Setting SWITCH NAME
  !insertmacro Given "" ${SWITCH} $0
  ${IfNot} ${Errors}
    ${If} $0 == "${CLEAR}"
      DeleteRegValue HKLM "${SETTINGS_KEY}" "${NAME}"
    ${ElseIf} $0 != ""
      WriteRegStr HKLM "${SETTINGS_KEY}" "${NAME}" "$0"
    ${EndIf}
  ${EndIf}
!macroend

; Given, or remembered from the installation before.
!macro Remembered SWITCH NAME RESULT
  !insertmacro Given "" ${SWITCH} ${RESULT}
  ${If} ${Errors}
    ReadRegStr ${RESULT} HKLM "${INSTALLER_KEY}" "${NAME}"
  ${EndIf}
!macroend

!macro Run PROGRAM ARGUMENTS
  nsExec::ExecToLog '"$SYSDIR\${PROGRAM}" ${ARGUMENTS}'
  Pop $0
!macroend

; Where the program does not have to succeed, its exit status is of no interest.
!macro RunAndCheck PROGRAM ARGUMENTS STATUS TEXT
  !insertmacro Run "${PROGRAM}" '${ARGUMENTS}'
  ${If} $0 != 0
    !insertmacro Refuse ${STATUS} "${TEXT}"
  ${EndIf}
!macroend

!include "${STAGE}/generated.nsh"

Function .onInit
  SetShellVarContext all
  StrCpy $Data "$APPDATA\Kiosk"
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse ${WINDOWS_TOO_OLD} "The kiosk needs Windows 10 or later."
  ${EndIf}
  ReadRegStr $0 HKLM "${INSTALLER_KEY}" "kind"
  ${If} $0 == "msi"
    !insertmacro Refuse ${INSTALLED_BY_MSI} "The kiosk was installed as an MSI. Uninstall that first; settings and data stay."
  ${EndIf}
  Call RefuseDowngrade
  !insertmacro Remembered "KIOSKACCOUNT" "account" $Account
  !insertmacro Remembered "AUTOSTART" "autostart" $Autostart
  ${If} $Autostart == "1"
  ${AndIf} $Account == ""
    !insertmacro Refuse ${ACCOUNT_MISSING} "AUTOSTART=1 needs KIOSKACCOUNT, the account whose logon starts the kiosk."
  ${EndIf}
  ReadRegStr $0 HKLM "${INSTALLER_KEY}" "folder"
  ${If} $0 != ""
  ${AndIf} $INSTDIR == "$PROGRAMFILES64\Kiosk"
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

Function RefuseDowngrade
  ReadRegStr $0 HKLM "${INSTALLER_KEY}" "version"
  ${If} $0 == ""
    Return
  ${EndIf}
  ${VersionCompare} "$0" "${VERSION}" $1
  !insertmacro Given "" "ALLOWDOWNGRADE" $2
  ${If} $1 == 1
  ${AndIf} $2 != "1"
    !insertmacro Refuse ${NEWER_IS_INSTALLED} "Version $0 of the kiosk is installed, and this is ${VERSION}. To go back, set /ALLOWDOWNGRADE=1."
  ${EndIf}
FunctionEnd

; Removes the files of the version before, so that none stays that this one no longer has.
Function RemoveOldVersion
  ReadRegStr $0 HKLM "${INSTALLER_KEY}" "folder"
  ${If} $0 == ""
  ${OrIfNot} ${FileExists} "$0\uninstall.exe"
    Return
  ${EndIf}
  DetailPrint "Removing the version before"
  ClearErrors
  ExecWait '"$0\uninstall.exe" /S /UPGRADE=1 _?=$0' $1
  ${If} ${Errors}
  ${OrIf} $1 != 0
    !insertmacro Refuse ${OLD_VERSION_STAYS} "The version before could not be removed from $0."
  ${EndIf}
  Delete "$0\uninstall.exe"
  RMDir "$0"
FunctionEnd

Section "Install"
  SetShellVarContext all
  Call RemoveOldVersion
  Call EndTerminal
  ClearErrors
  Call InstallFiles
  SetOutPath "$INSTDIR"
  File "/oname=autostart.xml" "${STAGE}/autostart.xml"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    !insertmacro Refuse 2 "The files could not be written to $INSTDIR."
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${EXECUTABLE}"
  Call WriteSettings
  WriteRegStr HKLM "${INSTALLER_KEY}" "kind" "setup"
  WriteRegStr HKLM "${INSTALLER_KEY}" "version" "${VERSION}"
  WriteRegStr HKLM "${INSTALLER_KEY}" "folder" "$INSTDIR"
  WriteRegStr HKLM "${INSTALLER_KEY}" "account" "$Account"
  WriteRegStr HKLM "${INSTALLER_KEY}" "autostart" "$Autostart"
  Call Announce
  Call ProtectData
  ${If} $Autostart == "1"
    Call StartWithLogon
  ${Else}
    Call DeleteTask
  ${EndIf}
SectionEnd

; For the list of installed programs.
Function Announce
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\uninstall.exe"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
FunctionEnd

Function un.onInit
  SetShellVarContext all
  StrCpy $Data "$APPDATA\Kiosk"
  !insertmacro Given "un." "UPGRADE" $Upgrading
  !insertmacro Given "un." "KEEPDATA" $KeepData
  ${If} ${Errors}
  ${AndIf} $Upgrading != "1"
    StrCpy $KeepData "1"
    MessageBox MB_YESNO|MB_DEFBUTTON2 "Delete the kiosk's data in $Data as well?" /SD IDNO IDNO keep
    StrCpy $KeepData "0"
    keep:
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetShellVarContext all
  Call un.EndTerminal
  Call un.RemoveFiles
  Delete "$INSTDIR\autostart.xml"
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  ${If} $Upgrading == "1"
    Return
  ${EndIf}
  Call un.DeleteTask
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKLM "${SETTINGS_KEY}"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  ${If} $KeepData == "0"
    Call un.DeleteData
  ${EndIf}
SectionEnd
