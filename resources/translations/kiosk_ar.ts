<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>Advice</name>
    <message>
        <source>Look straight into the camera.</source>
        <extracomment>selfie_advice.LOOK_STRAIGHT</extracomment>
        <translation>يُرجى النظر مباشرةً إلى الكاميرا.</translation>
    </message>
    <message>
        <source>Keep your head level.</source>
        <extracomment>selfie_advice.LEVEL_HEAD</extracomment>
        <translation>يُرجى إبقاء الرأس مستقيمًا.</translation>
    </message>
    <message>
        <source>Hold your head still.</source>
        <extracomment>selfie_advice.HOLD_STILL</extracomment>
        <translation>يُرجى عدم تحريك الرأس.</translation>
    </message>
    <message>
        <source>Face the light.</source>
        <extracomment>selfie_advice.MORE_LIGHT</extracomment>
        <translation>يُرجى مواجهة الضوء.</translation>
    </message>
    <message>
        <source>Turn away from the bright light.</source>
        <extracomment>selfie_advice.LESS_LIGHT</extracomment>
        <translation>يُرجى الابتعاد عن الضوء القوي.</translation>
    </message>
    <message>
        <source>Take off hat, mask and sunglasses.</source>
        <extracomment>selfie_advice.UNCOVER_FACE</extracomment>
        <translation>يُرجى نزع القبعة والكمامة والنظارة الشمسية.</translation>
    </message>
    <message>
        <source>Come a little closer to the camera.</source>
        <extracomment>selfie_advice.COME_CLOSER</extracomment>
        <translation>يُرجى الاقتراب قليلًا من الكاميرا.</translation>
    </message>
    <message>
        <source>Hold the document straight to the camera.</source>
        <extracomment>portrait_advice.LOOK_STRAIGHT</extracomment>
        <translation>يُرجى إمساك الوثيقة بشكل مستوٍ أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Hold the document upright.</source>
        <extracomment>portrait_advice.LEVEL_HEAD</extracomment>
        <translation>يُرجى إمساك الوثيقة في وضعها الصحيح.</translation>
    </message>
    <message>
        <source>Hold the document still.</source>
        <extracomment>portrait_advice.HOLD_STILL</extracomment>
        <translation>يُرجى تثبيت الوثيقة.</translation>
    </message>
    <message>
        <source>Hold the document in good light.</source>
        <extracomment>portrait_advice.MORE_LIGHT</extracomment>
        <translation>يُرجى إمساك الوثيقة في ضوء جيد.</translation>
    </message>
    <message>
        <source>Tilt the document so that the photo does not shine.</source>
        <extracomment>portrait_advice.LESS_LIGHT</extracomment>
        <translation>يُرجى إمالة الوثيقة حتى لا تلمع الصورة.</translation>
    </message>
    <message>
        <source>Keep your fingers off the photo.</source>
        <extracomment>portrait_advice.UNCOVER_FACE</extracomment>
        <translation>يُرجى إبعاد الأصابع عن الصورة.</translation>
    </message>
    <message>
        <source>Bring the document closer to the camera.</source>
        <extracomment>portrait_advice.COME_CLOSER</extracomment>
        <translation>يُرجى تقريب الوثيقة من الكاميرا.</translation>
    </message>
</context>
<context>
    <name>BackendTask</name>
    <message>
        <source>One moment, please</source>
        <extracomment>waiting.CHECK_STAFF.title, waiting.BEGIN_WITHOUT_FACE.title, waiting.OPEN_TERMINAL.title, waiting.FETCH_EVIDENCE.title, waiting.DECIDE.title</extracomment>
        <translation>لحظة من فضلكم</translation>
    </message>
    <message>
        <source>We are checking your staff number.</source>
        <extracomment>waiting.CHECK_STAFF.advice, waiting.BEGIN_WITHOUT_FACE.advice, waiting.OPEN_TERMINAL.advice</extracomment>
        <translation>نتحقق من رقم الموظف.</translation>
    </message>
    <message>
        <source>Reading your document</source>
        <extracomment>waiting.READ_DOCUMENT.title</extracomment>
        <translation>جارٍ قراءة وثيقتكم</translation>
    </message>
    <message>
        <source>This takes a few seconds. You can put it away.</source>
        <extracomment>waiting.READ_DOCUMENT.advice</extracomment>
        <translation>يستغرق ذلك بضع ثوانٍ. يمكنكم حفظها الآن.</translation>
    </message>
    <message>
        <source>Almost done</source>
        <extracomment>waiting.ENROL.title</extracomment>
        <translation>أوشكنا على الانتهاء</translation>
    </message>
    <message>
        <source>We are setting up your face check.</source>
        <extracomment>waiting.ENROL.advice</extracomment>
        <translation>نُعِدّ التحقق من وجهكم.</translation>
    </message>
    <message>
        <source>Checking</source>
        <extracomment>waiting.AUTHENTICATE.title</extracomment>
        <translation>جارٍ التحقق</translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <extracomment>waiting.AUTHENTICATE.advice</extracomment>
        <translation>يستغرق ذلك بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>We are getting what was recorded.</source>
        <extracomment>waiting.FETCH_EVIDENCE.advice</extracomment>
        <translation>نستحضر ما تم تسجيله.</translation>
    </message>
    <message>
        <source>We record your decision.</source>
        <extracomment>waiting.DECIDE.advice</extracomment>
        <translation>نسجّل قراركم.</translation>
    </message>
</context>
<context>
    <name>CameraFinding</name>
    <message>
        <source>The pictures are good.</source>
        <extracomment>camera_findings.GOOD</extracomment>
        <translation>الصور جيدة.</translation>
    </message>
    <message>
        <source>It is too dark: switch on a light in front of the customer.</source>
        <extracomment>camera_findings.TOO_DARK</extracomment>
        <translation>الإضاءة ضعيفة: يُرجى تشغيل ضوء أمام العميل.</translation>
    </message>
    <message>
        <source>It is too bright: keep lamps and windows out of the picture.</source>
        <extracomment>camera_findings.TOO_BRIGHT</extracomment>
        <translation>الإضاءة شديدة: يُرجى إبعاد المصابيح والنوافذ عن الصورة.</translation>
    </message>
    <message>
        <source>Too few pictures a second: use another USB socket or cable.</source>
        <extracomment>camera_findings.SLOW</extracomment>
        <translation>عدد الصور في الثانية قليل جدًا: يُرجى استخدام منفذ USB أو كابل آخر.</translation>
    </message>
    <message>
        <source>The camera is mounted on its side or upside down.</source>
        <extracomment>camera_findings.SIDEWAYS</extracomment>
        <translation>الكاميرا مثبتة على جانبها أو مقلوبة.</translation>
    </message>
    <message>
        <source>The camera is mounted on its side or upside down: its pictures are turned from now on.</source>
        <extracomment>camera_findings.TURNED</extracomment>
        <translation>الكاميرا مثبتة على جانبها أو مقلوبة: يتم تدوير صورها من الآن فصاعدًا.</translation>
    </message>
    <message>
        <source>No face is seen: stand before the camera and check again.</source>
        <extracomment>camera_findings.NO_FACE</extracomment>
        <translation>لا يظهر أي وجه: يُرجى الوقوف أمام الكاميرا وإعادة الفحص.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something went wrong on our side</source>
        <extracomment>errors.REQUEST_INVALID.title, errors.REQUEST_TIMEOUT.title, errors.REQUEST_HEAD_TOO_LARGE.title, errors.CONTENT_TYPE_REFUSED.title, errors.IMAGE_NOT_BASE64.title, errors.IMAGE_NOT_JPEG.title, errors.IMAGE_TRUNCATED.title, errors.IMAGE_SIZE_MISMATCH.title, errors.NO_FRAMES.title, errors.FRAME_OUT_OF_ORDER.title, errors.FRAME_CONFLICT.title, errors.TOKEN_INVALID.title, errors.TERMINAL_MISMATCH.title, errors.TERMINAL_SIGNATURE_INVALID.title, errors.TERMINAL_SIGNATURE_REPLAYED.title, errors.ANALYSIS_FAILED.title, errors.SERVICE_UNAVAILABLE.title, errors.STORAGE_FAILED.title, errors.STORAGE_FULL.title, errors.STORE_DAMAGED.title, errors.SECRETS_FAILED.title, errors.FRAMES_NOT_TAKEN.title, errors.LIVENESS_NOT_CARRIED_OUT.title, errors.LIVENESS_IN_PROGRESS.title, errors.INTERNAL_ERROR.title, errors.BACKEND_RESPONSE_INVALID.title, errors.STREAM_ANSWER_INVALID.title, errors.STREAM_ACCESS_REFUSED.title, errors.STREAM_SERVICE_FAILED.title, errors.RECORDING_FAILED.title, errors.COLLECTION_NOT_FOUND.title, errors.STEP_MISSING.title, errors.KYC_SESSION_FAILED.title, errors.LIVENESS_TOO_LOW.title, errors.FACE_MATCH_FAILED.title, errors.SIMILARITY_TOO_LOW.title</extracomment>
        <translation>حدث خطأ من جانبنا</translation>
    </message>
    <message>
        <source>It has nothing to do with you. Please try again.</source>
        <extracomment>errors.REQUEST_INVALID.advice, errors.REQUEST_TIMEOUT.advice, errors.REQUEST_HEAD_TOO_LARGE.advice, errors.CONTENT_TYPE_REFUSED.advice, errors.IMAGE_NOT_BASE64.advice, errors.IMAGE_NOT_JPEG.advice, errors.IMAGE_TRUNCATED.advice, errors.IMAGE_SIZE_MISMATCH.advice, errors.NO_FRAMES.advice, errors.FRAME_OUT_OF_ORDER.advice, errors.FRAME_CONFLICT.advice, errors.TOKEN_INVALID.advice, errors.TERMINAL_MISMATCH.advice, errors.TERMINAL_SIGNATURE_INVALID.advice, errors.TERMINAL_SIGNATURE_REPLAYED.advice, errors.ANALYSIS_FAILED.advice, errors.SERVICE_UNAVAILABLE.advice, errors.STORAGE_FAILED.advice, errors.STORAGE_FULL.advice, errors.STORE_DAMAGED.advice, errors.SECRETS_FAILED.advice, errors.FRAMES_NOT_TAKEN.advice, errors.LIVENESS_NOT_CARRIED_OUT.advice, errors.LIVENESS_IN_PROGRESS.advice, errors.INTERNAL_ERROR.advice, errors.BACKEND_RESPONSE_INVALID.advice, errors.STREAM_ANSWER_INVALID.advice, errors.STREAM_ACCESS_REFUSED.advice, errors.STREAM_SERVICE_FAILED.advice, errors.RECORDING_FAILED.advice, errors.COLLECTION_NOT_FOUND.advice, errors.STEP_MISSING.advice, errors.KYC_SESSION_FAILED.advice, errors.LIVENESS_TOO_LOW.advice, errors.FACE_MATCH_FAILED.advice, errors.SIMILARITY_TOO_LOW.advice</extracomment>
        <translation>لا علاقة لكم بذلك. يُرجى المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>This picture is too large</source>
        <extracomment>errors.IMAGE_TOO_LARGE.title, errors.IMAGE_DIMENSIONS_EXCEEDED.title</extracomment>
        <translation>هذه الصورة كبيرة جدًا</translation>
    </message>
    <message>
        <source>Choose a smaller one.</source>
        <extracomment>errors.IMAGE_TOO_LARGE.advice, errors.IMAGE_DIMENSIONS_EXCEEDED.advice</extracomment>
        <translation>يُرجى اختيار صورة أصغر.</translation>
    </message>
    <message>
        <source>This picture is too small</source>
        <extracomment>errors.IMAGE_TOO_SMALL.title</extracomment>
        <translation>هذه الصورة صغيرة جدًا</translation>
    </message>
    <message>
        <source>Choose one in which the document can be read.</source>
        <extracomment>errors.IMAGE_TOO_SMALL.advice</extracomment>
        <translation>يُرجى اختيار صورة يمكن فيها قراءة الوثيقة.</translation>
    </message>
    <message>
        <source>We cannot see a face on your document</source>
        <extracomment>errors.ID_PHOTO_NO_FACE.title</extracomment>
        <translation>لا نرى وجهًا في وثيقتكم</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>errors.ID_PHOTO_NO_FACE.advice, errors.ID_PHOTO_SEVERAL_FACES.advice, errors.SETTINGS_INVALID.advice, errors.CONSENT_MISSING.advice, errors.SYNTHETIC_REFUSED.advice, errors.API_KEY_INVALID.advice, errors.TERMINAL_UNSIGNED.advice, errors.TERMINAL_UNKNOWN.advice, errors.TERMINAL_REVOKED.advice, errors.TERMINAL_DOUBLED.advice, errors.TERMINAL_EXISTS.advice, errors.TERMINAL_KEY_UNUSABLE.advice, errors.STORE_TAMPERED.advice, errors.NO_CHALLENGE_POSSIBLE.advice, errors.SESSION_NOT_FOUND.advice, errors.CAMERA_NOT_ADMITTED.advice, errors.CLIP_UNREADABLE.advice, errors.TERMINAL_IN_MAINTENANCE.advice, errors.LIBRARY_MISSING.advice, errors.MODEL_MISSING.advice, errors.MODEL_DAMAGED.advice, errors.RESOURCE_MISSING.advice, errors.DATA_FOLDER_UNUSABLE.advice, errors.PICTURE_MISSING.advice, errors.EVALUATION_ERROR.advice, errors.EVALUATION_INCOMPLETE.advice, errors.EVALUATION_INTERRUPTED.advice, errors.NOTHING_TO_EVALUATE.advice, errors.LABELS_MISSING.advice, errors.LABELS_INVALID.advice, errors.TOO_FEW_PEOPLE.advice, errors.OUTPUT_UNUSABLE.advice, errors.CUSTOMER_EXISTS.advice, errors.MODELS_DIFFER.advice, errors.KYC_SESSION_USED.advice</extracomment>
        <translation>يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>We see more than one face on your document</source>
        <extracomment>errors.ID_PHOTO_SEVERAL_FACES.title</extracomment>
        <translation>نرى أكثر من وجه في وثيقتكم</translation>
    </message>
    <message>
        <source>This terminal is out of service</source>
        <extracomment>errors.SETTINGS_INVALID.title, errors.SYNTHETIC_REFUSED.title, errors.API_KEY_INVALID.title, errors.TERMINAL_UNSIGNED.title, errors.TERMINAL_UNKNOWN.title, errors.TERMINAL_REVOKED.title, errors.TERMINAL_DOUBLED.title, errors.TERMINAL_EXISTS.title, errors.TERMINAL_KEY_UNUSABLE.title, errors.LIBRARY_MISSING.title, errors.MODEL_MISSING.title, errors.MODEL_DAMAGED.title, errors.RESOURCE_MISSING.title, errors.DATA_FOLDER_UNUSABLE.title, errors.PICTURE_MISSING.title, errors.EVALUATION_ERROR.title, errors.EVALUATION_INCOMPLETE.title, errors.EVALUATION_INTERRUPTED.title, errors.NOTHING_TO_EVALUATE.title, errors.LABELS_MISSING.title, errors.LABELS_INVALID.title, errors.TOO_FEW_PEOPLE.title, errors.OUTPUT_UNUSABLE.title</extracomment>
        <translation>هذا الجهاز خارج الخدمة</translation>
    </message>
    <message>
        <source>The time ran out</source>
        <extracomment>errors.CHALLENGE_NOT_FOUND.title, errors.CHALLENGE_CLOSED.title, errors.FRAME_LIMIT_REACHED.title, errors.TOKEN_EXPIRED.title, errors.STREAM_CREDENTIALS_EXPIRED.title, errors.STREAM_SESSION_OVER.title, errors.LIVENESS_NOT_PASSED.title, errors.ATTEMPT_NOT_FOUND.title, errors.KYC_SESSION_NOT_FOUND.title, errors.KYC_SESSION_EXPIRED.title</extracomment>
        <translation>انتهى الوقت</translation>
    </message>
    <message>
        <source>Please try again.</source>
        <extracomment>errors.CHALLENGE_NOT_FOUND.advice, errors.CHALLENGE_CLOSED.advice, errors.FRAME_LIMIT_REACHED.advice, errors.TOKEN_EXPIRED.advice, errors.STREAM_CLOSED.advice, errors.STREAM_CREDENTIALS_EXPIRED.advice, errors.STREAM_SESSION_OVER.advice, errors.STREAM_VIDEO_REFUSED.advice, errors.LIVENESS_NOT_PASSED.advice, errors.ATTEMPT_NOT_FOUND.advice, errors.KYC_SESSION_NOT_FOUND.advice, errors.KYC_SESSION_EXPIRED.advice, errors.STAFF_REFUSED.advice</extracomment>
        <translation>يُرجى المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>This check cannot begin here</source>
        <extracomment>errors.CONSENT_MISSING.title</extracomment>
        <translation>لا يمكن بدء هذا التحقق هنا</translation>
    </message>
    <message>
        <source>The clock of this terminal is wrong</source>
        <extracomment>errors.TERMINAL_CLOCK_WRONG.title</extracomment>
        <translation>ساعة هذا الجهاز غير صحيحة</translation>
    </message>
    <message>
        <source>Please ask a member of staff to set its date and time.</source>
        <extracomment>errors.TERMINAL_CLOCK_WRONG.advice</extracomment>
        <translation>يُرجى الطلب من أحد الموظفين ضبط التاريخ والوقت.</translation>
    </message>
    <message>
        <source>Our service is very busy</source>
        <extracomment>errors.BUSY.title, errors.STREAM_BUSY.title, errors.RATE_LIMITED.title</extracomment>
        <translation>خدمتنا مشغولة جدًا الآن</translation>
    </message>
    <message>
        <source>Please try again in a moment.</source>
        <extracomment>errors.BUSY.advice, errors.BACKEND_UNREACHABLE.advice, errors.BACKEND_TIMEOUT.advice, errors.STREAM_UNREACHABLE.advice, errors.STREAM_TIMEOUT.advice, errors.STREAM_BUSY.advice, errors.RATE_LIMITED.advice</extracomment>
        <translation>يُرجى المحاولة مرة أخرى بعد لحظات.</translation>
    </message>
    <message>
        <source>We cannot go on with this check</source>
        <extracomment>errors.STORE_TAMPERED.title</extracomment>
        <translation>لا يمكننا متابعة هذا التحقق</translation>
    </message>
    <message>
        <source>We check this in another way</source>
        <extracomment>errors.NO_CHALLENGE_POSSIBLE.title</extracomment>
        <translation>نتحقق من ذلك بطريقة أخرى</translation>
    </message>
    <message>
        <source>This check is no longer open</source>
        <extracomment>errors.SESSION_NOT_FOUND.title, errors.KYC_SESSION_USED.title</extracomment>
        <translation>لم يعد هذا التحقق متاحًا</translation>
    </message>
    <message>
        <source>We cannot reach our service</source>
        <extracomment>errors.BACKEND_UNREACHABLE.title, errors.BACKEND_TIMEOUT.title, errors.STREAM_UNREACHABLE.title, errors.STREAM_TIMEOUT.title</extracomment>
        <translation>لا يمكننا الاتصال بخدمتنا</translation>
    </message>
    <message>
        <source>The connection was interrupted</source>
        <extracomment>errors.STREAM_CLOSED.title</extracomment>
        <translation>انقطع الاتصال</translation>
    </message>
    <message>
        <source>We could not use the pictures</source>
        <extracomment>errors.STREAM_VIDEO_REFUSED.title</extracomment>
        <translation>لم نتمكن من استخدام الصور</translation>
    </message>
    <message>
        <source>The camera is not working at the moment</source>
        <extracomment>errors.CAMERA_MISSING.title, errors.CAMERA_BUSY.title, errors.CAMERA_LOST.title</extracomment>
        <translation>الكاميرا لا تعمل في الوقت الحالي</translation>
    </message>
    <message>
        <source>Please wait a little.</source>
        <extracomment>errors.CAMERA_MISSING.advice, errors.CAMERA_BUSY.advice, errors.CAMERA_LOST.advice</extracomment>
        <translation>يُرجى الانتظار قليلًا.</translation>
    </message>
    <message>
        <source>The camera cannot be used</source>
        <extracomment>errors.CAMERA_FORBIDDEN.title, errors.CAMERA_NOT_ADMITTED.title, errors.CLIP_UNREADABLE.title</extracomment>
        <translation>لا يمكن استخدام الكاميرا</translation>
    </message>
    <message>
        <source>Please ask a member of staff to allow this program the camera.</source>
        <extracomment>errors.CAMERA_FORBIDDEN.advice</extracomment>
        <translation>يُرجى الطلب من أحد الموظفين السماح لهذا البرنامج باستخدام الكاميرا.</translation>
    </message>
    <message>
        <source>This terminal is being looked after</source>
        <extracomment>errors.TERMINAL_IN_MAINTENANCE.title</extracomment>
        <translation>هذا الجهاز قيد الصيانة</translation>
    </message>
    <message>
        <source>This terminal is already open</source>
        <extracomment>errors.ALREADY_RUNNING.title</extracomment>
        <translation>هذا الجهاز مفتوح بالفعل</translation>
    </message>
    <message>
        <source>It is open in another window.</source>
        <extracomment>errors.ALREADY_RUNNING.advice</extracomment>
        <translation>إنه مفتوح في نافذة أخرى.</translation>
    </message>
    <message>
        <source>Too many attempts</source>
        <extracomment>errors.LOCKED_OUT.title</extracomment>
        <translation>محاولات كثيرة جدًا</translation>
    </message>
    <message>
        <source>Please wait a while, or ask a member of staff.</source>
        <extracomment>errors.LOCKED_OUT.advice, errors.TOO_MANY_STARTS.advice</extracomment>
        <translation>يُرجى الانتظار بعض الوقت أو طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>Too many tries in a short time</source>
        <extracomment>errors.TOO_MANY_STARTS.title</extracomment>
        <translation>محاولات كثيرة في وقت قصير</translation>
    </message>
    <message>
        <source>We cannot see your face well enough</source>
        <extracomment>errors.NO_FACE_FOUND.title, errors.FACE_QUALITY_TOO_LOW.title</extracomment>
        <translation>لا نرى وجهكم بوضوح كافٍ</translation>
    </message>
    <message>
        <source>Face the light, take off anything that covers your face, and try again.</source>
        <extracomment>errors.NO_FACE_FOUND.advice, errors.FACE_QUALITY_TOO_LOW.advice</extracomment>
        <translation>يُرجى مواجهة الضوء ونزع ما يغطي الوجه ثم المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>This file is not a picture we can read</source>
        <extracomment>errors.DOCUMENT_NOT_IMAGE.title</extracomment>
        <translation>هذا الملف ليس صورة يمكننا قراءتها</translation>
    </message>
    <message>
        <source>Choose a whole JPEG or PNG file.</source>
        <extracomment>errors.DOCUMENT_NOT_IMAGE.advice</extracomment>
        <translation>يُرجى اختيار ملف JPEG أو PNG كامل.</translation>
    </message>
    <message>
        <source>We cannot read your document</source>
        <extracomment>errors.DOCUMENT_PAGES_INVALID.title</extracomment>
        <translation>لا يمكننا قراءة وثيقتكم</translation>
    </message>
    <message>
        <source>Hold it straight, so that it does not shine, and try again.</source>
        <extracomment>errors.DOCUMENT_PAGES_INVALID.advice</extracomment>
        <translation>يُرجى إمساكها بشكل مستوٍ دون لمعان ثم المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>We do not know this customer number</source>
        <extracomment>errors.CUSTOMER_NOT_FOUND.title, errors.USER_NOT_FOUND.title</extracomment>
        <translation>لا نعرف رقم العميل هذا</translation>
    </message>
    <message>
        <source>Check the number, or ask a member of staff.</source>
        <extracomment>errors.CUSTOMER_NOT_FOUND.advice, errors.USER_NOT_FOUND.advice</extracomment>
        <translation>يُرجى مراجعة الرقم أو طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>This customer number is taken</source>
        <extracomment>errors.CUSTOMER_EXISTS.title</extracomment>
        <translation>رقم العميل هذا مستخدم بالفعل</translation>
    </message>
    <message>
        <source>Your face check has to be set up again</source>
        <extracomment>errors.MODELS_DIFFER.title</extracomment>
        <translation>يجب إعداد التحقق من وجهكم من جديد</translation>
    </message>
    <message>
        <source>This number or PIN is wrong</source>
        <extracomment>errors.STAFF_REFUSED.title</extracomment>
        <translation>هذا الرقم أو الرقم السري غير صحيح</translation>
    </message>
    <message>
        <source>Your role does not allow this</source>
        <extracomment>errors.STAFF_NOT_ALLOWED.title</extracomment>
        <translation>صلاحياتكم لا تسمح بذلك</translation>
    </message>
    <message>
        <source>Please ask a colleague whose role does.</source>
        <extracomment>errors.STAFF_NOT_ALLOWED.advice</extracomment>
        <translation>يُرجى سؤال زميل تسمح صلاحياته بذلك.</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>A setting has a value that cannot be used.</source>
        <extracomment>faults.SETTINGS_INVALID</extracomment>
        <translation>أحد الإعدادات له قيمة لا يمكن استخدامها.</translation>
    </message>
    <message>
        <source>The data folder cannot be made or written.</source>
        <extracomment>faults.DATA_FOLDER_UNUSABLE</extracomment>
        <translation>لا يمكن إنشاء مجلد البيانات أو الكتابة فيه.</translation>
    </message>
    <message>
        <source>Two terminals cannot share a data folder.</source>
        <extracomment>faults.ALREADY_RUNNING</extracomment>
        <translation>لا يمكن لجهازين مشاركة مجلد بيانات واحد.</translation>
    </message>
    <message>
        <source>The operating system lacks a library that the program needs.</source>
        <extracomment>faults.LIBRARY_MISSING</extracomment>
        <translation>يفتقر نظام التشغيل إلى مكتبة يحتاجها البرنامج.</translation>
    </message>
    <message>
        <source>A file of the program is missing or damaged. Install the program again.</source>
        <extracomment>faults.MODEL_MISSING, faults.MODEL_DAMAGED, faults.RESOURCE_MISSING</extracomment>
        <translation>أحد ملفات البرنامج مفقود أو تالف. يُرجى تثبيت البرنامج من جديد.</translation>
    </message>
    <message>
        <source>A picture that the command line names cannot be read.</source>
        <extracomment>faults.PICTURE_MISSING</extracomment>
        <translation>لا يمكن قراءة صورة مذكورة في سطر الأوامر.</translation>
    </message>
    <message>
        <source>The key of this terminal cannot be read or kept.</source>
        <extracomment>faults.TERMINAL_KEY_UNUSABLE</extracomment>
        <translation>لا يمكن قراءة مفتاح هذا الجهاز أو حفظه.</translation>
    </message>
    <message>
        <source>The database or its key cannot be read or written.</source>
        <extracomment>faults.STORAGE_FAILED</extracomment>
        <translation>لا يمكن قراءة قاعدة البيانات أو مفتاحها أو الكتابة فيهما.</translation>
    </message>
    <message>
        <source>The disk of the backend is full.</source>
        <extracomment>faults.STORAGE_FULL</extracomment>
        <translation>قرص الخادم ممتلئ.</translation>
    </message>
    <message>
        <source>A database is damaged and must be restored from a copy.</source>
        <extracomment>faults.STORE_DAMAGED</extracomment>
        <translation>إحدى قواعد البيانات تالفة ويجب استعادتها من نسخة.</translation>
    </message>
    <message>
        <source>The database holds what this program has not written.</source>
        <extracomment>faults.STORE_TAMPERED</extracomment>
        <translation>تحتوي قاعدة البيانات على ما لم يكتبه هذا البرنامج.</translation>
    </message>
    <message>
        <source>The verification service on this computer could not be started.</source>
        <extracomment>faults.BACKEND_UNREACHABLE</extracomment>
        <translation>تعذّر تشغيل خدمة التحقق على هذا الحاسوب.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Show the whole page, with all four corners.</source>
        <extracomment>findings.NO_PAGE</extracomment>
        <translation>يُرجى إظهار الصفحة كاملةً بزواياها الأربع.</translation>
    </message>
    <message>
        <source>We see more than one document. Show one document, one side at a time.</source>
        <extracomment>findings.SEVERAL_DOCUMENTS</extracomment>
        <translation>نرى أكثر من وثيقة. يُرجى إظهار وثيقة واحدة، وجهًا تلو الآخر.</translation>
    </message>
    <message>
        <source>This looks like a copy in black and white. Please show the document itself.</source>
        <extracomment>findings.BLACK_AND_WHITE</extracomment>
        <translation>تبدو هذه نسخة بالأبيض والأسود. يُرجى إظهار الوثيقة الأصلية.</translation>
    </message>
    <message>
        <source>This looks like a copy or a screen. Show the document itself, or ask a member of staff.</source>
        <extracomment>findings.COPY_SUSPECTED</extracomment>
        <translation>تبدو هذه نسخة أو شاشة. يُرجى إظهار الوثيقة الأصلية أو طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>We cannot read this kind of document here. Please show your passport or identity card.</source>
        <extracomment>findings.KIND_NOT_ACCEPTED</extracomment>
        <translation>لا يمكننا قراءة هذا النوع من الوثائق هنا. يُرجى إظهار جواز السفر أو بطاقة الهوية.</translation>
    </message>
    <message>
        <source>Tilt the document a little, so that it does not shine.</source>
        <extracomment>findings.GLARE</extracomment>
        <translation>يُرجى إمالة الوثيقة قليلًا حتى لا تلمع.</translation>
    </message>
    <message>
        <source>Hold the document still until the picture is taken.</source>
        <extracomment>findings.BLURRED</extracomment>
        <translation>يُرجى تثبيت الوثيقة حتى التقاط الصورة.</translation>
    </message>
    <message>
        <source>Bring the document closer to the camera.</source>
        <extracomment>findings.PAGE_TOO_SMALL</extracomment>
        <translation>يُرجى تقريب الوثيقة من الكاميرا.</translation>
    </message>
    <message>
        <source>Open your passport at the page with your photo, and show that page.</source>
        <extracomment>findings.PHOTO_PAGE_MISSING</extracomment>
        <translation>يُرجى فتح جواز السفر على صفحة الصورة وإظهارها.</translation>
    </message>
    <message>
        <source>Something covers the lines of letters at the edge. Keep your fingers off them.</source>
        <extracomment>findings.ZONE_COVERED</extracomment>
        <translation>هناك ما يغطي سطور الأحرف عند الحافة. يُرجى إبعاد الأصابع عنها.</translation>
    </message>
    <message>
        <source>The lines of letters at the edge are covered, or not in the picture. Show the whole page.</source>
        <extracomment>findings.ZONE_MISSING</extracomment>
        <translation>سطور الأحرف عند الحافة مغطاة أو خارج الصورة. يُرجى إظهار الصفحة كاملةً.</translation>
    </message>
    <message>
        <source>Please show the other side of your card, too.</source>
        <extracomment>findings.OTHER_SIDE_MISSING</extracomment>
        <translation>يُرجى إظهار الوجه الآخر من البطاقة أيضًا.</translation>
    </message>
    <message>
        <source>We cannot read the text. Hold the page flat and in good light.</source>
        <extracomment>findings.UNREADABLE</extracomment>
        <translation>لا يمكننا قراءة النص. يُرجى إمساك الصفحة مستويةً وفي ضوء جيد.</translation>
    </message>
    <message>
        <source>We cannot see the photo. Show the side with the photo first.</source>
        <extracomment>findings.NO_PORTRAIT</extracomment>
        <translation>لا نرى الصورة. يُرجى إظهار الوجه الذي عليه الصورة أولًا.</translation>
    </message>
    <message>
        <source>We see more than one face. Show one document, and nothing else.</source>
        <extracomment>findings.SEVERAL_PORTRAITS</extracomment>
        <translation>نرى أكثر من وجه. يُرجى إظهار وثيقة واحدة فقط دون شيء آخر.</translation>
    </message>
    <message>
        <source>We cannot read the lines of letters at the edge. Show them clearly.</source>
        <extracomment>findings.CHECK_DIGIT_WRONG</extracomment>
        <translation>لا يمكننا قراءة سطور الأحرف عند الحافة. يُرجى إظهارها بوضوح.</translation>
    </message>
    <message>
        <source>This document has expired. Please use one that is still valid.</source>
        <extracomment>findings.EXPIRED</extracomment>
        <translation>انتهت صلاحية هذه الوثيقة. يُرجى استخدام وثيقة سارية.</translation>
    </message>
    <message>
        <source>What we read does not fit together. Show both sides of one document.</source>
        <extracomment>findings.FIELDS_DISAGREE</extracomment>
        <translation>ما نقرؤه غير متطابق. يُرجى إظهار وجهي الوثيقة نفسها.</translation>
    </message>
    <message>
        <source>We cannot check this document here. Please ask a member of staff.</source>
        <extracomment>findings.IMPLAUSIBLE</extracomment>
        <translation>لا يمكننا التحقق من هذه الوثيقة هنا. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>Your date of birth is not complete on the document. Please ask a member of staff.</source>
        <extracomment>findings.BIRTH_INCOMPLETE</extracomment>
        <translation>تاريخ الميلاد غير مكتمل في الوثيقة. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>We could not read your whole name. Please ask a member of staff.</source>
        <extracomment>findings.NAME_TRUNCATED</extracomment>
        <translation>لم نتمكن من قراءة اسمكم كاملًا. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>We could not check everything on this document. Please ask a member of staff.</source>
        <extracomment>findings.UNCONFIRMED</extracomment>
        <translation>لم نتمكن من التحقق من كل ما في هذه الوثيقة. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Confirm it is you</source>
        <extracomment>attract.VERIFY.title</extracomment>
        <translation>تأكيد هويتكم</translation>
    </message>
    <message>
        <source>A quick look into the camera and a few movements of your head. It takes less than a minute.</source>
        <extracomment>attract.VERIFY.advice</extracomment>
        <translation>نظرة سريعة إلى الكاميرا وبضع حركات للرأس. يستغرق ذلك أقل من دقيقة.</translation>
    </message>
    <message>
        <source>Become a customer</source>
        <extracomment>attract.ONBOARD.title</extracomment>
        <translation>انضموا إلى عملائنا</translation>
    </message>
    <message>
        <source>Have your passport or identity card ready. It takes about two minutes.</source>
        <extracomment>attract.ONBOARD.advice</extracomment>
        <translation>يُرجى تجهيز جواز السفر أو بطاقة الهوية. يستغرق ذلك نحو دقيقتين.</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <extracomment>attract.AUTHENTICATE.title</extracomment>
        <translation>أهلًا بكم من جديد</translation>
    </message>
    <message>
        <source>Enter your customer number, then look into the camera.</source>
        <extracomment>attract.AUTHENTICATE.advice</extracomment>
        <translation>يُرجى إدخال رقم العميل ثم النظر إلى الكاميرا.</translation>
    </message>
    <message>
        <source>We take pictures of your face while you look into the camera.</source>
        <extracomment>consent.VERIFY.taken, consent.AUTHENTICATE.taken</extracomment>
        <translation>نلتقط صورًا لوجهكم أثناء النظر إلى الكاميرا.</translation>
    </message>
    <message>
        <source>A computer program checks in them that you are a real person, and that it is you.</source>
        <extracomment>consent.VERIFY.purpose</extracomment>
        <translation>يتحقق برنامج حاسوبي من خلالها من أنكم شخص حقيقي ومن هويتكم.</translation>
    </message>
    <message>
        <source>We keep them, encrypted, for {kept}. Then they are deleted.</source>
        <extracomment>consent.VERIFY.kept, consent.AUTHENTICATE.kept</extracomment>
        <translation>نحتفظ بها مشفّرةً لمدة {kept}، ثم تُحذف.</translation>
    </message>
    <message>
        <source>We take pictures of your face, and of your passport or identity card.</source>
        <extracomment>consent.ONBOARD.taken</extracomment>
        <translation>نلتقط صورًا لوجهكم ولجواز سفركم أو بطاقة هويتكم.</translation>
    </message>
    <message>
        <source>A computer program compares them, to check that the document is yours and that you are not registered yet.</source>
        <extracomment>consent.ONBOARD.purpose</extracomment>
        <translation>يقارن برنامج حاسوبي بينها للتحقق من أن الوثيقة تخصكم ومن أنكم غير مسجلين بعد.</translation>
    </message>
    <message>
        <source>We keep them, encrypted, for {kept}. The picture that we recognise you by, and what a computer measures in it, stay for as long as you are our customer.</source>
        <extracomment>consent.ONBOARD.kept</extracomment>
        <translation>نحتفظ بها مشفّرةً لمدة {kept}. أما الصورة التي نتعرّف عليكم بها وما يقيسه الحاسوب فيها فيبقيان ما دمتم من عملائنا.</translation>
    </message>
    <message>
        <source>A computer program compares them with the picture from when you became our customer, to check that it is you.</source>
        <extracomment>consent.AUTHENTICATE.purpose</extracomment>
        <translation>يقارنها برنامج حاسوبي بالصورة التي التُقطت عند انضمامكم إلى عملائنا للتحقق من هويتكم.</translation>
    </message>
    <message>
        <source>Thank you, it is you</source>
        <extracomment>approved.VERIFY.title, approved.AUTHENTICATE.title</extracomment>
        <translation>شكرًا لكم، تم تأكيد هويتكم</translation>
    </message>
    <message>
        <source>You can go on.</source>
        <extracomment>approved.VERIFY.advice, approved.AUTHENTICATE.advice</extracomment>
        <translation>يمكنكم المتابعة.</translation>
    </message>
    <message>
        <source>Welcome, all done</source>
        <extracomment>approved.ONBOARD.title</extracomment>
        <translation>أهلًا بكم، اكتمل كل شيء</translation>
    </message>
    <message>
        <source>We will recognise you from now on.</source>
        <extracomment>approved.ONBOARD.advice</extracomment>
        <translation>سنتعرّف عليكم من الآن فصاعدًا.</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Look into the camera</source>
        <extracomment>hints.NO_FACE</extracomment>
        <translation>يُرجى النظر إلى الكاميرا</translation>
    </message>
    <message>
        <source>One person only, please</source>
        <extracomment>hints.SEVERAL_FACES</extracomment>
        <translation>شخص واحد فقط من فضلكم</translation>
    </message>
    <message>
        <source>One moment, people are passing</source>
        <extracomment>hints.OTHERS_PASSING</extracomment>
        <translation>لحظة، هناك مارّة</translation>
    </message>
    <message>
        <source>Move a little closer</source>
        <extracomment>hints.MOVE_CLOSER</extracomment>
        <translation>يُرجى الاقتراب قليلًا</translation>
    </message>
    <message>
        <source>Move back a little</source>
        <extracomment>hints.MOVE_BACK</extracomment>
        <translation>يُرجى الابتعاد قليلًا</translation>
    </message>
    <message>
        <source>Bring your face into the oval</source>
        <extracomment>hints.MOVE_TO_CENTRE</extracomment>
        <translation>يُرجى وضع الوجه داخل الشكل البيضوي</translation>
    </message>
    <message>
        <source>Move a little to the left</source>
        <extracomment>hints.MOVE_LEFT</extracomment>
        <translation>يُرجى التحرك قليلًا إلى اليسار</translation>
    </message>
    <message>
        <source>Move a little to the right</source>
        <extracomment>hints.MOVE_RIGHT</extracomment>
        <translation>يُرجى التحرك قليلًا إلى اليمين</translation>
    </message>
    <message>
        <source>Move up a little</source>
        <extracomment>hints.MOVE_UP</extracomment>
        <translation>يُرجى التحرك قليلًا إلى الأعلى</translation>
    </message>
    <message>
        <source>Move down a little</source>
        <extracomment>hints.MOVE_DOWN</extracomment>
        <translation>يُرجى التحرك قليلًا إلى الأسفل</translation>
    </message>
    <message>
        <source>Look straight ahead</source>
        <extracomment>hints.LOOK_STRAIGHT</extracomment>
        <translation>يُرجى النظر إلى الأمام</translation>
    </message>
    <message>
        <source>Hold still</source>
        <extracomment>hints.HOLD_STILL</extracomment>
        <translation>يُرجى الثبات</translation>
    </message>
    <message>
        <source>Turn your head left</source>
        <extracomment>hints.TURN_LEFT</extracomment>
        <translation>يُرجى إدارة الرأس إلى اليسار</translation>
    </message>
    <message>
        <source>Turn your head right</source>
        <extracomment>hints.TURN_RIGHT</extracomment>
        <translation>يُرجى إدارة الرأس إلى اليمين</translation>
    </message>
    <message>
        <source>Tip your head up</source>
        <extracomment>hints.TURN_UP</extracomment>
        <translation>يُرجى رفع الرأس</translation>
    </message>
    <message>
        <source>Tip your head down</source>
        <extracomment>hints.TURN_DOWN</extracomment>
        <translation>يُرجى خفض الرأس</translation>
    </message>
    <message>
        <source>Turn your head left and up</source>
        <extracomment>hints.TURN_LEFT_UP</extracomment>
        <translation>إدارة الرأس إلى اليسار والأعلى</translation>
    </message>
    <message>
        <source>Turn your head left and down</source>
        <extracomment>hints.TURN_LEFT_DOWN</extracomment>
        <translation>إدارة الرأس إلى اليسار والأسفل</translation>
    </message>
    <message>
        <source>Turn your head right and up</source>
        <extracomment>hints.TURN_RIGHT_UP</extracomment>
        <translation>إدارة الرأس إلى اليمين والأعلى</translation>
    </message>
    <message>
        <source>Turn your head right and down</source>
        <extracomment>hints.TURN_RIGHT_DOWN</extracomment>
        <translation>إدارة الرأس إلى اليمين والأسفل</translation>
    </message>
    <message>
        <source>Turn your head, do not lean</source>
        <extracomment>hints.TURN_NOT_SHIFT</extracomment>
        <translation>يُرجى إدارة الرأس دون الميل</translation>
    </message>
    <message>
        <source>Too dark: face the light</source>
        <extracomment>hints.TOO_DARK</extracomment>
        <translation>معتم جدًا: يُرجى مواجهة الضوء</translation>
    </message>
    <message>
        <source>Too bright: step out of the light</source>
        <extracomment>hints.TOO_BRIGHT</extracomment>
        <translation>ساطع جدًا: يُرجى الابتعاد عن الضوء</translation>
    </message>
    <message>
        <source>Well done</source>
        <extracomment>hints.DONE</extracomment>
        <translation>أحسنتم</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>Liveness</source>
        <extracomment>measures.liveness</extracomment>
        <translation>التحقق من الحياة</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <extracomment>measures.quality</extracomment>
        <translation>جودة الصورة</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>measures.document</extracomment>
        <translation>الوثيقة</translation>
    </message>
    <message>
        <source>Comparison of faces</source>
        <extracomment>measures.face_match</extracomment>
        <translation>مقارنة الوجوه</translation>
    </message>
    <message>
        <source>Search for duplicates</source>
        <extracomment>measures.duplicate_search</extracomment>
        <translation>البحث عن التكرار</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <extracomment>measures.enrolment</extracomment>
        <translation>التسجيل</translation>
    </message>
    <message>
        <source>Decision of staff</source>
        <extracomment>measures.review</extracomment>
        <translation>قرار الموظف</translation>
    </message>
    <message>
        <source>Selfie</source>
        <extracomment>measures.selfie</extracomment>
        <translation>صورة الوجه</translation>
    </message>
    <message>
        <source>Photo on the document</source>
        <extracomment>measures.portrait</extracomment>
        <translation>صورة الوثيقة</translation>
    </message>
    <message>
        <source>Front of the document</source>
        <extracomment>measures.page-front</extracomment>
        <translation>وجه الوثيقة الأمامي</translation>
    </message>
    <message>
        <source>Back of the document</source>
        <extracomment>measures.page-back</extracomment>
        <translation>وجه الوثيقة الخلفي</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>measures.name</extracomment>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Surname</source>
        <extracomment>measures.surname</extracomment>
        <translation>اسم العائلة</translation>
    </message>
    <message>
        <source>Given names</source>
        <extracomment>measures.given_names</extracomment>
        <translation>الأسماء الأولى</translation>
    </message>
    <message>
        <source>Document number</source>
        <extracomment>measures.document_number</extracomment>
        <translation>رقم الوثيقة</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <extracomment>measures.date_of_birth</extracomment>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>Valid until</source>
        <extracomment>measures.date_of_expiry</extracomment>
        <translation>صالحة حتى</translation>
    </message>
    <message>
        <source>Nationality</source>
        <extracomment>measures.nationality</extracomment>
        <translation>الجنسية</translation>
    </message>
    <message>
        <source>Issuing state</source>
        <extracomment>measures.issuing_state</extracomment>
        <translation>دولة الإصدار</translation>
    </message>
    <message>
        <source>Sex</source>
        <extracomment>measures.sex</extracomment>
        <translation>الجنس</translation>
    </message>
    <message>
        <source>Similarity of the faces</source>
        <extracomment>measures.similarity</extracomment>
        <translation>تشابه الوجهين</translation>
    </message>
    <message>
        <source>Similarity that is needed</source>
        <extracomment>measures.threshold</extracomment>
        <translation>التشابه المطلوب</translation>
    </message>
    <message>
        <source>Similarity with another customer</source>
        <extracomment>measures.duplicate_similarity</extracomment>
        <translation>التشابه مع عميل آخر</translation>
    </message>
    <message>
        <source>Similarity with the photo of the document</source>
        <extracomment>measures.id_photo_similarity</extracomment>
        <translation>التشابه مع صورة الوثيقة</translation>
    </message>
    <message>
        <source>Similarity of the pictures with each other</source>
        <extracomment>measures.same_person</extracomment>
        <translation>تشابه الصور فيما بينها</translation>
    </message>
    <message>
        <source>Similarity of further pictures with the document</source>
        <extracomment>measures.document_frames</extracomment>
        <translation>تشابه صور أخرى مع الوثيقة</translation>
    </message>
    <message>
        <source>Pictures judged</source>
        <extracomment>measures.frames</extracomment>
        <translation>الصور التي تم تقييمها</translation>
    </message>
    <message>
        <source>Circles reached</source>
        <extracomment>measures.targets_reached</extracomment>
        <translation>الدوائر التي تم بلوغها</translation>
    </message>
    <message>
        <source>Smallest turn of the head (°)</source>
        <extracomment>measures.turn_deg</extracomment>
        <translation>أصغر دوران للرأس (°)</translation>
    </message>
    <message>
        <source>Good pictures at a circle</source>
        <extracomment>measures.good_frames</extracomment>
        <translation>الصور الجيدة عند الدائرة</translation>
    </message>
    <message>
        <source>Duration (s)</source>
        <extracomment>measures.seconds</extracomment>
        <translation>المدة (ث)</translation>
    </message>
    <message>
        <source>Time allowed, times the usual</source>
        <extracomment>measures.time_factor</extracomment>
        <translation>الوقت المسموح به، بمضاعفات المعتاد</translation>
    </message>
    <message>
        <source>Pictures compared</source>
        <extracomment>measures.frames_compared</extracomment>
        <translation>الصور التي تمت مقارنتها</translation>
    </message>
    <message>
        <source>Pictures not compared</source>
        <extracomment>measures.frames_not_compared</extracomment>
        <translation>الصور التي لم تتم مقارنتها</translation>
    </message>
    <message>
        <source>Pictures of somebody else</source>
        <extracomment>measures.strange_frames</extracomment>
        <translation>صور لشخص آخر</translation>
    </message>
    <message>
        <source>Coloured light shown</source>
        <extracomment>measures.light_shown</extracomment>
        <translation>عُرض الضوء الملون</translation>
    </message>
    <message>
        <source>Coloured light declined</source>
        <extracomment>measures.light_left_out</extracomment>
        <translation>رُفض الضوء الملون</translation>
    </message>
    <message>
        <source>Depth: way of the nose in a turn</source>
        <extracomment>measures.nose_slope</extracomment>
        <translation>العمق: مسار الأنف أثناء الدوران</translation>
    </message>
    <message>
        <source>Depth: evenness of that way</source>
        <extracomment>measures.nose_fit</extracomment>
        <translation>العمق: انتظام هذا المسار</translation>
    </message>
    <message>
        <source>Depth: parallax of the nose</source>
        <extracomment>measures.nose_parallax</extracomment>
        <translation>العمق: اختلاف منظر الأنف</translation>
    </message>
    <message>
        <source>Shape: width of the face in a turn</source>
        <extracomment>measures.width_slope</extracomment>
        <translation>الشكل: عرض الوجه أثناء الدوران</translation>
    </message>
    <message>
        <source>Shape: width that stays</source>
        <extracomment>measures.width_kept</extracomment>
        <translation>الشكل: العرض الثابت</translation>
    </message>
    <message>
        <source>Movement of the face in a turn</source>
        <extracomment>measures.face_slope</extracomment>
        <translation>حركة الوجه أثناء الدوران</translation>
    </message>
    <message>
        <source>Fastest turn (° a second)</source>
        <extracomment>measures.fastest_deg_s</extracomment>
        <translation>أسرع دوران (° في الثانية)</translation>
    </message>
    <message>
        <source>Movement of the eyes</source>
        <extracomment>measures.eye_movement</extracomment>
        <translation>حركة العينين</translation>
    </message>
    <message>
        <source>Movement of the room (pixels)</source>
        <extracomment>measures.room_px</extracomment>
        <translation>حركة المكان (بكسل)</translation>
    </message>
    <message>
        <source>Likeness to the room of this terminal</source>
        <extracomment>measures.room_known</extracomment>
        <translation>التشابه مع غرفة هذا الجهاز</translation>
    </message>
    <message>
        <source>Changes of expression</source>
        <extracomment>measures.expression</extracomment>
        <translation>تغيرات تعبير الوجه</translation>
    </message>
    <message>
        <source>Reflection of the coloured light</source>
        <extracomment>measures.light_answer</extracomment>
        <translation>انعكاس الضوء الملون</translation>
    </message>
    <message>
        <source>Sudden change of the face</source>
        <extracomment>measures.face_step</extracomment>
        <translation>تغير مفاجئ في الوجه</translation>
    </message>
    <message>
        <source>Sudden change of brightness</source>
        <extracomment>measures.brightness_step</extracomment>
        <translation>تغير مفاجئ في السطوع</translation>
    </message>
    <message>
        <source>Sudden change of colours</source>
        <extracomment>measures.colour_step</extracomment>
        <translation>تغير مفاجئ في الألوان</translation>
    </message>
    <message>
        <source>Sudden change of the background</source>
        <extracomment>measures.scene_step</extracomment>
        <translation>تغير مفاجئ في الخلفية</translation>
    </message>
    <message>
        <source>Pattern of a screen</source>
        <extracomment>measures.moire</extracomment>
        <translation>نمط شاشة</translation>
    </message>
    <message>
        <source>Noise of the sensor</source>
        <extracomment>measures.sensor_noise</extracomment>
        <translation>تشويش المستشعر</translation>
    </message>
    <message>
        <source>Suspicion of an attack</source>
        <extracomment>measures.suspicion</extracomment>
        <translation>الاشتباه في هجوم</translation>
    </message>
    <message>
        <source>Depth: relief of the face</source>
        <extracomment>measures.relief</extracomment>
        <translation>العمق: تضاريس الوجه</translation>
    </message>
    <message>
        <source>Depth: relief beyond a bent picture</source>
        <extracomment>measures.relief_beyond_bend</extracomment>
        <translation>العمق: تضاريس تتجاوز صورة منحنية</translation>
    </message>
    <message>
        <source>Depth: shape of the relief</source>
        <extracomment>measures.relief_shape</extracomment>
        <translation>العمق: شكل التضاريس</translation>
    </message>
    <message>
        <source>Growth of the face while coming near</source>
        <extracomment>measures.growth</extracomment>
        <translation>كبر الوجه أثناء الاقتراب</translation>
    </message>
    <message>
        <source>Fit into the oval</source>
        <extracomment>measures.fit</extracomment>
        <translation>الملاءمة مع الشكل البيضاوي</translation>
    </message>
    <message>
        <source>Place of the face at the beginning</source>
        <extracomment>measures.initial_face_overlap</extracomment>
        <translation>موضع الوجه في البداية</translation>
    </message>
    <message>
        <source>Width of the face at the beginning</source>
        <extracomment>measures.start_width</extracomment>
        <translation>عرض الوجه في البداية</translation>
    </message>
    <message>
        <source>Largest jump</source>
        <extracomment>measures.largest_jump</extracomment>
        <translation>أكبر قفزة</translation>
    </message>
    <message>
        <source>Agreement with the coloured light</source>
        <extracomment>measures.light_correlation</extracomment>
        <translation>التوافق مع الضوء الملون</translation>
    </message>
    <message>
        <source>Delay of the light (s)</source>
        <extracomment>measures.light_lag_s</extracomment>
        <translation>تأخر الضوء (ث)</translation>
    </message>
    <message>
        <source>Contrast of the light</source>
        <extracomment>measures.light_contrast</extracomment>
        <translation>تباين الضوء</translation>
    </message>
    <message>
        <source>Coloured light beside the face, over the face&apos;s</source>
        <extracomment>measures.light_beside</extracomment>
        <translation>الضوء الملوّن بجانب الوجه نسبةً إلى ضوء الوجه</translation>
    </message>
    <message>
        <source>Confidence of the liveness service</source>
        <extracomment>measures.service_confidence</extracomment>
        <translation>ثقة خدمة التحقق من الحياة</translation>
    </message>
    <message>
        <source>Further pictures</source>
        <extracomment>measures.audit_images</extracomment>
        <translation>صور أخرى</translation>
    </message>
    <message>
        <source>Terminal with a key of its own</source>
        <extracomment>measures.terminal_attested</extracomment>
        <translation>جهاز بمفتاح خاص به</translation>
    </message>
    <message>
        <source>Camera known</source>
        <extracomment>measures.camera_device_known</extracomment>
        <translation>كاميرا معروفة</translation>
    </message>
    <message>
        <source>Pictures of the camera measured</source>
        <extracomment>measures.camera_stream_measured</extracomment>
        <translation>تم قياس صور الكاميرا</translation>
    </message>
    <message>
        <source>Noise of the camera measured</source>
        <extracomment>measures.camera_noise_measured</extracomment>
        <translation>تم قياس تشويش الكاميرا</translation>
    </message>
    <message>
        <source>Time between pictures (ms)</source>
        <extracomment>measures.camera_interval_ms</extracomment>
        <translation>الزمن بين الصور (مللي ثانية)</translation>
    </message>
    <message>
        <source>Deviation of that time (ms)</source>
        <extracomment>measures.camera_interval_deviation_ms</extracomment>
        <translation>انحراف هذا الزمن (مللي ثانية)</translation>
    </message>
    <message>
        <source>Share of repeated pictures</source>
        <extracomment>measures.camera_repeated_share</extracomment>
        <translation>نسبة الصور المكررة</translation>
    </message>
    <message>
        <source>Pictures that came back</source>
        <extracomment>measures.camera_returned</extracomment>
        <translation>صور عادت مرة أخرى</translation>
    </message>
    <message>
        <source>Share of pictures without noise</source>
        <extracomment>measures.camera_silent_share</extracomment>
        <translation>نسبة الصور الخالية من التشويش</translation>
    </message>
    <message>
        <source>Noise of the camera</source>
        <extracomment>measures.camera_noise_level</extracomment>
        <translation>تشويش الكاميرا</translation>
    </message>
    <message>
        <source>Selfie: turned aside (°)</source>
        <extracomment>measures.selfie_yaw_deg, measures.reference_yaw_deg, measures.selfie_yaw</extracomment>
        <translation>صورة الوجه: الميل إلى الجانب (°)</translation>
    </message>
    <message>
        <source>Selfie: tipped up or down (°)</source>
        <extracomment>measures.selfie_pitch_deg, measures.reference_pitch_deg, measures.selfie_pitch</extracomment>
        <translation>صورة الوجه: الميل إلى أعلى أو أسفل (°)</translation>
    </message>
    <message>
        <source>Selfie: sharpness</source>
        <extracomment>measures.selfie_sharpness, measures.reference_sharpness</extracomment>
        <translation>صورة الوجه: الوضوح</translation>
    </message>
    <message>
        <source>Selfie: brightness</source>
        <extracomment>measures.selfie_brightness, measures.reference_brightness</extracomment>
        <translation>صورة الوجه: السطوع</translation>
    </message>
    <message>
        <source>Selfie: covered</source>
        <extracomment>measures.selfie_occlusion</extracomment>
        <translation>صورة الوجه: مدى التغطية</translation>
    </message>
    <message>
        <source>Selfie: size of the face (pixels)</source>
        <extracomment>measures.selfie_size</extracomment>
        <translation>صورة الوجه: حجم الوجه (بكسل)</translation>
    </message>
    <message>
        <source>Selfie: not over-exposed</source>
        <extracomment>measures.selfie_over_exposure_prevention</extracomment>
        <translation>صورة الوجه: بلا إفراط في الإضاءة</translation>
    </message>
    <message>
        <source>Photo on the document: turned aside (°)</source>
        <extracomment>measures.portrait_yaw_deg, measures.portrait_yaw</extracomment>
        <translation>صورة الوثيقة: الميل إلى الجانب (°)</translation>
    </message>
    <message>
        <source>Photo on the document: tipped up or down (°)</source>
        <extracomment>measures.portrait_pitch_deg, measures.portrait_pitch</extracomment>
        <translation>صورة الوثيقة: الميل إلى أعلى أو أسفل (°)</translation>
    </message>
    <message>
        <source>Photo on the document: sharpness</source>
        <extracomment>measures.portrait_sharpness</extracomment>
        <translation>صورة الوثيقة: الوضوح</translation>
    </message>
    <message>
        <source>Photo on the document: brightness</source>
        <extracomment>measures.portrait_brightness</extracomment>
        <translation>صورة الوثيقة: السطوع</translation>
    </message>
    <message>
        <source>Photo on the document: covered</source>
        <extracomment>measures.portrait_occlusion</extracomment>
        <translation>صورة الوثيقة: مدى التغطية</translation>
    </message>
    <message>
        <source>Photo on the document: size of the face (pixels)</source>
        <extracomment>measures.portrait_size</extracomment>
        <translation>صورة الوثيقة: حجم الوجه (بكسل)</translation>
    </message>
    <message>
        <source>Photo on the document: not over-exposed</source>
        <extracomment>measures.portrait_over_exposure_prevention</extracomment>
        <translation>صورة الوثيقة: بلا إفراط في الإضاءة</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Not decided yet</source>
        <extracomment>outcomes.OPEN</extracomment>
        <translation>لم يُبتّ فيه بعد</translation>
    </message>
    <message>
        <source>Approved</source>
        <extracomment>outcomes.APPROVED</extracomment>
        <translation>مقبول</translation>
    </message>
    <message>
        <source>Failed</source>
        <extracomment>outcomes.FAILED</extracomment>
        <translation>غير ناجح</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <extracomment>outcomes.INCOMPLETE</extracomment>
        <translation>غير مكتمل</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <extracomment>outcomes.ABANDONED</extracomment>
        <translation>متروك</translation>
    </message>
</context>
<context>
    <name>PageHint</name>
    <message>
        <source>Hold your document in front of the camera</source>
        <extracomment>page_hints.SHOW</extracomment>
        <translation>يُرجى وضع الوثيقة أمام الكاميرا</translation>
    </message>
    <message>
        <source>Bring it a little closer</source>
        <extracomment>page_hints.CLOSER</extracomment>
        <translation>يُرجى تقريبها قليلًا</translation>
    </message>
    <message>
        <source>Hold it straight to the camera</source>
        <extracomment>page_hints.FLAT</extracomment>
        <translation>يُرجى إمساكها مستويةً أمام الكاميرا</translation>
    </message>
    <message>
        <source>It is shining: tilt it a little</source>
        <extracomment>page_hints.GLARE</extracomment>
        <translation>إنها تلمع: يُرجى إمالتها قليلًا</translation>
    </message>
    <message>
        <source>A little further away, and hold still</source>
        <extracomment>page_hints.BLURRED</extracomment>
        <translation>يُرجى إبعادها قليلًا وتثبيتها</translation>
    </message>
    <message>
        <source>Hold still</source>
        <extracomment>page_hints.HOLD_STILL</extracomment>
        <translation>يُرجى الثبات</translation>
    </message>
</context>
<context>
    <name>PanelNote</name>
    <message>
        <source>The terminal is unlocked.</source>
        <extracomment>panel_notes.UNLOCKED</extracomment>
        <translation>تم إلغاء قفل الجهاز.</translation>
    </message>
    <message>
        <source>The terminal was not locked.</source>
        <extracomment>panel_notes.NOT_LOCKED</extracomment>
        <translation>لم يكن الجهاز مقفلًا.</translation>
    </message>
    <message>
        <source>Nobody was found.</source>
        <extracomment>panel_notes.CUSTOMER_UNKNOWN</extracomment>
        <translation>لم يُعثر على أحد.</translation>
    </message>
    <message>
        <source>The logs are saved.</source>
        <extracomment>panel_notes.LOGS_SAVED</extracomment>
        <translation>تم حفظ السجلات.</translation>
    </message>
    <message>
        <source>The logs could not be saved there.</source>
        <extracomment>panel_notes.LOGS_NOT_SAVED</extracomment>
        <translation>تعذر حفظ السجلات هناك.</translation>
    </message>
    <message>
        <source>Customers are filmed with this camera from now on.</source>
        <extracomment>panel_notes.CAMERA_ADMITTED</extracomment>
        <translation>سيُصوَّر العملاء بهذه الكاميرا من الآن فصاعدًا.</translation>
    </message>
    <message>
        <source>The pictures are turned from now on.</source>
        <extracomment>panel_notes.TURN_SAVED</extracomment>
        <translation>ستُدار الصور من الآن فصاعدًا.</translation>
    </message>
    <message>
        <source>The volume is kept.</source>
        <extracomment>panel_notes.VOLUME_SAVED</extracomment>
        <translation>تم حفظ مستوى الصوت.</translation>
    </message>
    <message>
        <source>The volume is kept. This terminal has no voice that could be heard.</source>
        <extracomment>panel_notes.NO_VOICE</extracomment>
        <translation>تم حفظ مستوى الصوت. ليس لهذا الجهاز صوت يمكن سماعه.</translation>
    </message>
    <message>
        <source>This could not be saved: the data folder cannot be written.</source>
        <extracomment>panel_notes.NOT_SAVED</extracomment>
        <translation>تعذر الحفظ: لا يمكن الكتابة في مجلد البيانات.</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Face the light and take off anything that covers your face.</source>
        <extracomment>verdict_reasons.NO_FACE, verdict_reasons.LOW_CONFIDENCE</extracomment>
        <translation>يُرجى مواجهة الضوء ونزع ما يغطي الوجه.</translation>
    </message>
    <message>
        <source>Please be alone in front of the camera.</source>
        <extracomment>verdict_reasons.SEVERAL_FACES, verdict_reasons.PERSON_CHANGED</extracomment>
        <translation>يُرجى أن يقف شخص واحد فقط أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Keep your whole face inside the oval.</source>
        <extracomment>verdict_reasons.FACE_NOT_IN_AREA, verdict_reasons.FACE_LEFT_AREA</extracomment>
        <translation>يُرجى إبقاء الوجه كاملًا داخل الشكل البيضوي.</translation>
    </message>
    <message>
        <source>Come a little closer, so that your face fills the oval.</source>
        <extracomment>verdict_reasons.FACE_TOO_SMALL</extracomment>
        <translation>يُرجى الاقتراب قليلًا حتى يملأ الوجه الشكل البيضوي.</translation>
    </message>
    <message>
        <source>Move slowly and keep looking at the screen.</source>
        <extracomment>verdict_reasons.FACE_LOST, verdict_reasons.TOO_FEW_FRAMES, verdict_reasons.PATH_NOT_CONTINUOUS, verdict_reasons.APPEARANCE_CHANGED</extracomment>
        <translation>يُرجى التحرك ببطء مع مواصلة النظر إلى الشاشة.</translation>
    </message>
    <message>
        <source>Keep your body still and turn only your head to the circle.</source>
        <extracomment>verdict_reasons.TARGET_NOT_REACHED, verdict_reasons.HEAD_NOT_TURNED</extracomment>
        <translation>يُرجى تثبيت الجسم وإدارة الرأس فقط نحو الدائرة.</translation>
    </message>
    <message>
        <source>Look straight ahead until the circle appears.</source>
        <extracomment>verdict_reasons.TARGET_ALREADY_REACHED</extracomment>
        <translation>يُرجى النظر إلى الأمام حتى تظهر الدائرة.</translation>
    </message>
    <message>
        <source>Turn your head towards the circle.</source>
        <extracomment>verdict_reasons.WRONG_SIDE</extracomment>
        <translation>يُرجى إدارة الرأس نحو الدائرة.</translation>
    </message>
    <message>
        <source>The time ran out. Begin to turn as soon as the circle appears.</source>
        <extracomment>verdict_reasons.TIMED_OUT</extracomment>
        <translation>انتهى الوقت. يُرجى بدء إدارة الرأس فور ظهور الدائرة.</translation>
    </message>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>verdict_reasons.NO_DEPTH, verdict_reasons.FACE_DEFORMED, verdict_reasons.FROZEN_FRAMES, verdict_reasons.FRAMES_MISSING, verdict_reasons.CHAIN_BROKEN, verdict_reasons.SCREEN_PATTERN, verdict_reasons.ATTACK_SUSPECTED, verdict_reasons.STREAM_FAILED, verdict_reasons.CAMERA_NOT_MEASURED, verdict_reasons.CLOCK_JUMPED</extracomment>
        <translation>لم نتمكن من تأكيد هذه المحاولة. يُرجى المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>Relax your face, and take off anything that covers it.</source>
        <extracomment>verdict_reasons.FACE_TOO_RIGID</extracomment>
        <translation>يُرجى إرخاء الوجه وإزالة كل ما يغطيه.</translation>
    </message>
    <message>
        <source>Stand still while you turn your head. Nothing should move behind you.</source>
        <extracomment>verdict_reasons.ROOM_MOVED</extracomment>
        <translation>يُرجى الثبات أثناء إدارة الرأس، وألا يتحرك شيء خلفكم.</translation>
    </message>
    <message>
        <source>Keep looking at the circle while you turn your head.</source>
        <extracomment>verdict_reasons.EYES_NOT_ON_SCREEN</extracomment>
        <translation>يُرجى مواصلة النظر إلى الدائرة أثناء إدارة الرأس.</translation>
    </message>
    <message>
        <source>Turn only your head, do not lean, and take your time.</source>
        <extracomment>verdict_reasons.MOVEMENT_UNNATURAL</extracomment>
        <translation>يُرجى إدارة الرأس فقط دون ميل ودون عجلة.</translation>
    </message>
    <message>
        <source>Come a little closer to the screen, away from windows and lamps.</source>
        <extracomment>verdict_reasons.LIGHT_NOT_REFLECTED</extracomment>
        <translation>يُرجى الاقتراب قليلًا من الشاشة بعيدًا عن النوافذ والمصابيح.</translation>
    </message>
    <message>
        <source>No coloured light was shown, so a colleague confirms the check. Please ask for one.</source>
        <extracomment>verdict_reasons.LIGHT_NOT_SHOWN</extracomment>
        <translation>لم تُعرض إضاءة ملونة، لذلك يؤكد أحد الموظفين التحقق. يُرجى طلب موظف.</translation>
    </message>
    <message>
        <source>We could not match your face with the photo on your document.</source>
        <extracomment>verdict_reasons.FACE_MISMATCH</extracomment>
        <translation>لم نتمكن من مطابقة وجهكم مع الصورة في الوثيقة.</translation>
    </message>
    <message>
        <source>We cannot see your face well enough. Face the light and take off anything that covers it.</source>
        <extracomment>verdict_reasons.REFERENCE_UNUSABLE</extracomment>
        <translation>لا نرى وجهكم بوضوح كافٍ. يُرجى مواجهة الضوء ونزع ما يغطيه.</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>verdict_reasons.TERMINAL_UNATTESTED, verdict_reasons.VIRTUAL_CAMERA, verdict_reasons.TIMING_TOO_PERFECT, verdict_reasons.PICTURES_RETURNED, verdict_reasons.CAMERA_SUSPECTED</extracomment>
        <translation>يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>The front: the side with your photo</source>
        <extracomment>sides.FRONT</extracomment>
        <translation>الوجه الأمامي: الوجه الذي عليه الصورة</translation>
    </message>
    <message>
        <source>The back of your document</source>
        <extracomment>sides.BACK</extracomment>
        <translation>الوجه الخلفي للوثيقة</translation>
    </message>
    <message>
        <source>Picture of the front</source>
        <extracomment>page_names.FRONT</extracomment>
        <translation>صورة الوجه الأمامي</translation>
    </message>
    <message>
        <source>Picture of the back</source>
        <extracomment>page_names.BACK</extracomment>
        <translation>صورة الوجه الخلفي</translation>
    </message>
</context>
<context>
    <name>Source</name>
    <message>
        <source>lines at the edge</source>
        <extracomment>sources.MACHINE_READABLE_ZONE</extracomment>
        <translation>سطور الحافة</translation>
    </message>
    <message>
        <source>print</source>
        <extracomment>sources.PRINTED</extracomment>
        <translation>النص المطبوع</translation>
    </message>
    <message>
        <source>barcode</source>
        <extracomment>sources.BARCODE</extracomment>
        <translation>الرمز الشريطي</translation>
    </message>
</context>
<context>
    <name>StaffGate</name>
    <message>
        <source>Staff sign-in</source>
        <extracomment>staff_entry.BEGIN.title</extracomment>
        <translation>دخول الموظفين</translation>
    </message>
    <message>
        <source>Enter your staff number and PIN to begin.</source>
        <extracomment>staff_entry.BEGIN.advice</extracomment>
        <translation>يُرجى إدخال رقم الموظف والرقم السري للبدء.</translation>
    </message>
    <message>
        <source>For our staff</source>
        <extracomment>staff_entry.PANEL.title</extracomment>
        <translation>لموظفينا</translation>
    </message>
    <message>
        <source>Please enter your staff number and PIN.</source>
        <extracomment>staff_entry.PANEL.advice, staff_entry.TERMINAL.advice</extracomment>
        <translation>يُرجى إدخال رقم الموظف والرقم السري.</translation>
    </message>
    <message>
        <source>Please call a colleague</source>
        <extracomment>staff_entry.WITHOUT_FACE.title</extracomment>
        <translation>يُرجى استدعاء أحد الموظفين</translation>
    </message>
    <message>
        <source>The camera is off. They look at your document, and enter number and PIN here.</source>
        <extracomment>staff_entry.WITHOUT_FACE.advice</extracomment>
        <translation>الكاميرا مطفأة. ينظر الموظف إلى وثيقتك ويُدخل هنا رقمه ورمزه السري.</translation>
    </message>
    <message>
        <source>This terminal, for our staff</source>
        <extracomment>staff_entry.TERMINAL.title</extracomment>
        <translation>هذا الجهاز، لموظفينا</translation>
    </message>
</context>
<context>
    <name>StepReason</name>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>step_reasons.FACE_MISMATCH.VERIFY</extracomment>
        <translation>لم نتمكن من تأكيد هذه المحاولة. يُرجى المحاولة مرة أخرى.</translation>
    </message>
    <message>
        <source>Your face does not match the photo on the document.</source>
        <extracomment>step_reasons.FACE_MISMATCH.ONBOARD</extracomment>
        <translation>لا يتطابق وجهكم مع الصورة في الوثيقة.</translation>
    </message>
    <message>
        <source>This face and this customer number do not belong together. Please check the number.</source>
        <extracomment>step_reasons.FACE_MISMATCH.AUTHENTICATE</extracomment>
        <translation>هذا الوجه ورقم العميل هذا غير متطابقين. يُرجى مراجعة الرقم.</translation>
    </message>
    <message>
        <source>We cannot see your face well enough. Face the light and take off anything that covers it.</source>
        <extracomment>step_reasons.FACE_QUALITY_TOO_LOW, step_reasons.NO_FACE_FOUND</extracomment>
        <translation>لا نرى وجهكم بوضوح كافٍ. يُرجى مواجهة الضوء ونزع ما يغطيه.</translation>
    </message>
    <message>
        <source>It seems that you are a customer already. Please ask a member of staff.</source>
        <extracomment>step_reasons.DUPLICATE_FOUND</extracomment>
        <translation>يبدو أنكم من عملائنا بالفعل. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>This customer number is taken. Please ask a member of staff.</source>
        <extracomment>step_reasons.CUSTOMER_EXISTS</extracomment>
        <translation>رقم العميل هذا مستخدم بالفعل. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>We do not know this customer number. Please ask a member of staff.</source>
        <extracomment>step_reasons.CUSTOMER_NOT_FOUND</extracomment>
        <translation>لا نعرف رقم العميل هذا. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>step_reasons.NO_FACE_ENROLLED, step_reasons.CANCELLED, step_reasons.TIMED_OUT</extracomment>
        <translation>يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>Your face check has to be set up again. Please ask a member of staff.</source>
        <extracomment>step_reasons.MODELS_DIFFER</extracomment>
        <translation>يجب إعداد التحقق من وجهكم من جديد. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>We could not read the document. Please ask a member of staff.</source>
        <extracomment>step_reasons.TOO_MANY_DOCUMENTS</extracomment>
        <translation>لم نتمكن من قراءة الوثيقة. يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>One of us will look at it. We will contact you.</source>
        <extracomment>step_reasons.SENT_TO_REVIEW</extracomment>
        <translation>سيطّلع أحدنا على ذلك، وسنتواصل معكم.</translation>
    </message>
</context>
<context>
    <name>TextKey</name>
    <message>
        <source>Face check</source>
        <extracomment>texts.PRODUCT</extracomment>
        <translation>التحقق من الوجه</translation>
    </message>
    <message>
        <source>DEMONSTRATION</source>
        <extracomment>texts.DEMONSTRATION</extracomment>
        <translation>عرض توضيحي</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>texts.LANGUAGE</extracomment>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>texts.START</extracomment>
        <translation>ابدأ</translation>
    </message>
    <message>
        <source>The camera is off until you press Start.</source>
        <extracomment>texts.ATTRACT_PRIVACY</extracomment>
        <translation>الكاميرا مطفأة حتى الضغط على «ابدأ».</translation>
    </message>
    <message>
        <source>Before we begin</source>
        <extracomment>texts.READY_TITLE</extracomment>
        <translation>قبل أن نبدأ</translation>
    </message>
    <message>
        <source>Show your whole face</source>
        <extracomment>texts.TIP_FACE_TITLE</extracomment>
        <translation>إظهار الوجه كاملًا</translation>
    </message>
    <message>
        <source>Take off hat, mask and sunglasses.</source>
        <extracomment>texts.TIP_FACE_ADVICE</extracomment>
        <translation>يُرجى نزع القبعة والكمامة والنظارة الشمسية.</translation>
    </message>
    <message>
        <source>An arm&apos;s length away</source>
        <extracomment>texts.TIP_DISTANCE_TITLE</extracomment>
        <translation>على بُعد ذراع</translation>
    </message>
    <message>
        <source>Then your face fills the oval.</source>
        <extracomment>texts.TIP_DISTANCE_ADVICE</extracomment>
        <translation>هكذا يملأ الوجه الشكل البيضوي.</translation>
    </message>
    <message>
        <source>Be alone in the picture</source>
        <extracomment>texts.TIP_ALONE_TITLE</extracomment>
        <translation>شخص واحد في الصورة</translation>
    </message>
    <message>
        <source>With the light in front of you.</source>
        <extracomment>texts.TIP_ALONE_ADVICE</extracomment>
        <translation>والضوء أمامكم.</translation>
    </message>
    <message>
        <source>Three circles appear, one after another. Turn your head towards each, and keep looking at it.</source>
        <extracomment>texts.READY_CIRCLES</extracomment>
        <translation>تظهر ثلاث دوائر، واحدة تلو الأخرى. يُرجى إدارة الرأس نحو كل منها مع مواصلة النظر إليها.</translation>
    </message>
    <message>
        <source>While you turn your head, the screen changes colour two or three times a second. If flickering light can give you a seizure or a headache, choose the check without it.</source>
        <extracomment>texts.READY_LIGHT</extracomment>
        <translation>أثناء إدارة الرأس يتغيّر لون الشاشة مرتين أو ثلاثًا في الثانية. إذا كان الضوء الوامض قد يسبب لكم نوبة أو صداعًا، فيُرجى اختيار التحقق من دونه.</translation>
    </message>
    <message>
        <source>The screen does not change colour while you turn your head. A colleague may confirm the check in its place.</source>
        <extracomment>texts.READY_LIGHT_OFF</extracomment>
        <translation>لا يتغير لون الشاشة أثناء تحريك الرأس. قد يؤكد أحد الموظفين التحقق بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>Four circles appear, one after another, all of them near. Turn your head towards each, and keep looking at it.</source>
        <extracomment>texts.READY_CIRCLES_NEAR</extracomment>
        <translation>تظهر أربع دوائر قريبة، واحدة تلو الأخرى. يُرجى تحريك الرأس نحو كل منها ومواصلة النظر إليها.</translation>
    </message>
    <message>
        <source>I cannot turn far</source>
        <extracomment>texts.TURNS_LITTLE</extracomment>
        <translation>لا أستطيع تحريك رأسي كثيرًا</translation>
    </message>
    <message>
        <source>Stand an arm&apos;s length away, then come nearer until your face fills the oval, and hold still.</source>
        <extracomment>texts.READY_NEAR</extracomment>
        <translation>يُرجى الوقوف على بُعد ذراع، ثم الاقتراب حتى يملأ الوجه الشكل البيضوي والثبات.</translation>
    </message>
    <message>
        <source>I cannot come nearer</source>
        <extracomment>texts.STAY_AWAY</extracomment>
        <translation>لا يمكنني الاقتراب</translation>
    </message>
    <message>
        <source>At the end the whole screen changes colour about twice a second, for a few seconds. If flickering light can give you a seizure or a headache, choose the check without it.</source>
        <extracomment>texts.READY_LIGHT_NEAR</extracomment>
        <translation>في النهاية يتغيّر لون الشاشة كلها نحو مرتين في الثانية لبضع ثوانٍ. إذا كان الضوء الوامض قد يسبب لكم نوبة أو صداعًا، فيُرجى اختيار التحقق من دونه.</translation>
    </message>
    <message>
        <source>The screen does not change colour while you come nearer. A colleague may confirm the check in its place.</source>
        <extracomment>texts.READY_LIGHT_NEAR_OFF</extracomment>
        <translation>لا يتغير لون الشاشة أثناء الاقتراب. قد يؤكد أحد الموظفين التحقق بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>No coloured light</source>
        <extracomment>texts.NO_LIGHT</extracomment>
        <translation>من دون ضوء ملوّن</translation>
    </message>
    <message>
        <source>Have your passport or identity card ready. We take pictures of it after the face check.</source>
        <extracomment>texts.READY_DOCUMENT</extracomment>
        <translation>يُرجى تجهيز جواز السفر أو بطاقة الهوية. نصوّره بعد التحقق من الوجه.</translation>
    </message>
    <message>
        <source>You cannot turn your head, or would rather not? Ask a member of staff for another way.</source>
        <extracomment>texts.OTHER_WAY</extracomment>
        <translation>هل تتعذر عليكم إدارة الرأس أو لا ترغبون فيها؟ يُرجى سؤال أحد الموظفين عن طريقة أخرى.</translation>
    </message>
    <message>
        <source>You can do neither, or would rather not? Ask a member of staff for another way.</source>
        <extracomment>texts.OTHER_WAY_NEAR</extracomment>
        <translation>هل يتعذر عليكم الأمران أو لا ترغبون فيهما؟ يُرجى سؤال أحد الموظفين عن طريقة أخرى.</translation>
    </message>
    <message>
        <source>Go on with a colleague</source>
        <extracomment>texts.OTHER_WAY_BUTTON</extracomment>
        <translation>المتابعة مع أحد الموظفين</translation>
    </message>
    <message>
        <source>May we take pictures of you?</source>
        <extracomment>texts.CONSENT_TITLE</extracomment>
        <translation>هل تسمحون لنا بالتقاط صور لكم؟</translation>
    </message>
    <message>
        <source>You decide. If you do not agree, a member of staff helps you in another way.</source>
        <extracomment>texts.CONSENT_CHOICE</extracomment>
        <translation>القرار لكم. في حال عدم الموافقة يساعدكم أحد الموظفين بطريقة أخرى.</translation>
    </message>
    <message>
        <source>I agree</source>
        <extracomment>texts.AGREE</extracomment>
        <translation>أوافق</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <extracomment>texts.DISAGREE</extracomment>
        <translation>لا أوافق</translation>
    </message>
    <message>
        <source>No picture was taken</source>
        <extracomment>texts.DECLINED_TITLE</extracomment>
        <translation>لم تُلتقط أي صورة</translation>
    </message>
    <message>
        <source>Please ask a member of staff. There is another way, without pictures of your face.</source>
        <extracomment>texts.DECLINED_LEAD</extracomment>
        <translation>يُرجى طلب المساعدة من أحد الموظفين. هناك طريقة أخرى من دون صور للوجه.</translation>
    </message>
    <message numerus="yes">
        <source>{minutes} minutes</source>
        <extracomment>texts.KEPT_MINUTES</extracomment>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتين</numerusform>
            <numerusform>{minutes} دقائق</numerusform>
            <numerusform>{minutes} دقيقة</numerusform>
            <numerusform>{minutes} دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{hours} hours</source>
        <extracomment>texts.KEPT_HOURS</extracomment>
        <translation>
            <numerusform>أقل من ساعة</numerusform>
            <numerusform>ساعة واحدة</numerusform>
            <numerusform>ساعتين</numerusform>
            <numerusform>{hours} ساعات</numerusform>
            <numerusform>{hours} ساعة</numerusform>
            <numerusform>{hours} ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{days} days</source>
        <extracomment>texts.KEPT_DAYS</extracomment>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومين</numerusform>
            <numerusform>{days} أيام</numerusform>
            <numerusform>{days} يومًا</numerusform>
            <numerusform>{days} يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <extracomment>texts.CONTINUE</extracomment>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>texts.CANCEL</extracomment>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>texts.RETRY</extracomment>
        <translation>المحاولة مرة أخرى</translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>texts.DONE</extracomment>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>texts.BACK</extracomment>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>texts.DELETE</extracomment>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Next line</source>
        <extracomment>texts.NEXT_LINE</extracomment>
        <translation>السطر التالي</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>texts.CLOSE</extracomment>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>For staff</source>
        <extracomment>texts.STAFF_BUTTON, texts.STAFF_HEADING</extracomment>
        <translation>للموظفين</translation>
    </message>
    <message>
        <source>Get in position</source>
        <extracomment>texts.CHALLENGE_STEP_POSITION</extracomment>
        <translation>اتخاذ الوضعية</translation>
    </message>
    <message>
        <source>Turn to the circle</source>
        <extracomment>texts.CHALLENGE_STEP_TURN</extracomment>
        <translation>الاستدارة نحو الدائرة</translation>
    </message>
    <message>
        <source>Circle {number} of {count}</source>
        <extracomment>texts.CHALLENGE_STEP_TURNS</extracomment>
        <translation>الدائرة {number} من {count}</translation>
    </message>
    <message>
        <source>Come nearer: {percent} %</source>
        <extracomment>texts.CHALLENGE_STEP_NEAR</extracomment>
        <translation>الاقتراب: {percent} ٪</translation>
    </message>
    <message>
        <source>Checking</source>
        <extracomment>texts.CHALLENGE_STEP_CHECK, texts.CHECKING_TITLE</extracomment>
        <translation>جارٍ التحقق</translation>
    </message>
    <message>
        <source>Keep your eyes on the circle</source>
        <extracomment>texts.KEEP_LOOKING</extracomment>
        <translation>يُرجى مواصلة النظر إلى الدائرة</translation>
    </message>
    <message>
        <source>Keep your face in the oval</source>
        <extracomment>texts.KEEP_IN_OVAL</extracomment>
        <translation>يُرجى إبقاء الوجه في الشكل البيضوي</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <extracomment>texts.STARTING, texts.ONE_MOMENT</extracomment>
        <translation>لحظة من فضلكم</translation>
    </message>
    <message>
        <source>You can relax now. This takes a few seconds.</source>
        <extracomment>texts.CHECKING_LEAD</extracomment>
        <translation>يمكنكم الاسترخاء الآن. يستغرق ذلك بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>Thank you, it is you</source>
        <extracomment>texts.PASSED_TITLE</extracomment>
        <translation>شكرًا لكم، تم تأكيد هويتكم</translation>
    </message>
    <message>
        <source>Thank you, all done</source>
        <extracomment>texts.PASSED_LIVE_TITLE</extracomment>
        <translation>شكرًا لكم، انتهى كل شيء</translation>
    </message>
    <message>
        <source>Your face matches the photo on your document.</source>
        <extracomment>texts.PASSED_MATCH</extracomment>
        <translation>يتطابق وجهكم مع الصورة في وثيقتكم.</translation>
    </message>
    <message>
        <source>The check was successful.</source>
        <extracomment>texts.PASSED_LIVE</extracomment>
        <translation>تم التحقق بنجاح.</translation>
    </message>
    <message>
        <source>That did not work yet</source>
        <extracomment>texts.FAILED_TITLE</extracomment>
        <translation>لم ينجح ذلك بعد</translation>
    </message>
    <message>
        <source>Or ask a member of staff: there is always another way.</source>
        <extracomment>texts.ASK_STAFF</extracomment>
        <translation>أو يُرجى سؤال أحد الموظفين: هناك دائمًا طريقة أخرى.</translation>
    </message>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>texts.TRY_AGAIN</extracomment>
        <translation>لم نتمكن من تأكيد هذه المحاولة. يُرجى المحاولة مرة أخرى.</translation>
    </message>
    <message numerus="yes">
        <source>This screen closes in {seconds} seconds. Touch it if you need more time.</source>
        <extracomment>texts.BACK_TO_START</extracomment>
        <translation>
            <numerusform>تُغلق هذه الشاشة الآن. يُرجى لمسها إذا احتجتم إلى مزيد من الوقت.</numerusform>
            <numerusform>تُغلق هذه الشاشة خلال ثانية واحدة. يُرجى لمسها إذا احتجتم إلى مزيد من الوقت.</numerusform>
            <numerusform>تُغلق هذه الشاشة خلال ثانيتين. يُرجى لمسها إذا احتجتم إلى مزيد من الوقت.</numerusform>
            <numerusform>تُغلق هذه الشاشة خلال {seconds} ثوانٍ. يُرجى لمسها إذا احتجتم إلى مزيد من الوقت.</numerusform>
            <numerusform>تُغلق هذه الشاشة خلال {seconds} ثانية. يُرجى لمسها إذا احتجتم إلى مزيد من الوقت.</numerusform>
            <numerusform>تُغلق هذه الشاشة خلال {seconds} ثانية. يُرجى لمسها إذا احتجتم إلى مزيد من الوقت.</numerusform>
        </translation>
    </message>
    <message>
        <source>We go on as soon as the camera works again. You need not do anything.</source>
        <extracomment>texts.TROUBLE_RECOVERS</extracomment>
        <translation>سنتابع فور عودة الكاميرا إلى العمل. لا حاجة إلى القيام بأي شيء.</translation>
    </message>
    <message>
        <source>If it does not help, ask a member of staff.</source>
        <extracomment>texts.TROUBLE_ASK_STAFF</extracomment>
        <translation>إذا لم ينجح ذلك، يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>Your customer number</source>
        <extracomment>texts.CUSTOMER_ENTRY_TITLE</extracomment>
        <translation>رقم العميل الخاص بكم</translation>
    </message>
    <message>
        <source>You find it on your card or in a letter from us.</source>
        <extracomment>texts.CUSTOMER_ENTRY_LEAD</extracomment>
        <translation>تجدونه على بطاقتكم أو في رسالة منّا.</translation>
    </message>
    <message>
        <source>The customer&apos;s reference</source>
        <extracomment>texts.CUSTOMER_ENTRY_BY_STAFF_TITLE</extracomment>
        <translation>مرجع العميل</translation>
    </message>
    <message>
        <source>The customer will be registered under this reference.</source>
        <extracomment>texts.CUSTOMER_ENTRY_BY_STAFF_LEAD</extracomment>
        <translation>سيُسجَّل العميل تحت هذا المرجع.</translation>
    </message>
    <message>
        <source>Customer number</source>
        <extracomment>texts.CUSTOMER_NUMBER</extracomment>
        <translation>رقم العميل</translation>
    </message>
    <message>
        <source>Customer reference</source>
        <extracomment>texts.CUSTOMER_REFERENCE</extracomment>
        <translation>مرجع العميل</translation>
    </message>
    <message>
        <source>Staff number</source>
        <extracomment>texts.STAFF_NUMBER</extracomment>
        <translation>رقم الموظف</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>texts.PIN</extracomment>
        <translation>الرقم السري</translation>
    </message>
    <message>
        <source>Take picture</source>
        <extracomment>texts.CAPTURE_PAGE</extracomment>
        <translation>التقاط الصورة</translation>
    </message>
    <message>
        <source>It has no back</source>
        <extracomment>texts.SKIP_BACK</extracomment>
        <translation>ليس لها وجه خلفي</translation>
    </message>
    <message>
        <source>Choose files</source>
        <extracomment>texts.CHOOSE_FILES</extracomment>
        <translation>اختيار ملفات</translation>
    </message>
    <message>
        <source>Pictures of the document: the front, then the back</source>
        <extracomment>texts.FILE_DIALOG_TITLE</extracomment>
        <translation>صور الوثيقة: الوجه الأمامي ثم الخلفي</translation>
    </message>
    <message>
        <source>Pictures</source>
        <extracomment>texts.FILE_DIALOG_FILTER</extracomment>
        <translation>صور</translation>
    </message>
    <message>
        <source>Now turn your document over</source>
        <extracomment>texts.TURN_OVER</extracomment>
        <translation>يُرجى الآن قلب الوثيقة</translation>
    </message>
    <message>
        <source>Well done</source>
        <extracomment>texts.PAGE_TAKEN</extracomment>
        <translation>أحسنتم</translation>
    </message>
    <message>
        <source>Can you read everything?</source>
        <extracomment>texts.CHECK_PAGE_TITLE</extracomment>
        <translation>هل يمكن قراءة كل شيء؟</translation>
    </message>
    <message>
        <source>The whole page should be sharp and without bright spots.</source>
        <extracomment>texts.CHECK_PAGE_LEAD</extracomment>
        <translation>يجب أن تكون الصفحة كلها واضحة ومن دون بقع لامعة.</translation>
    </message>
    <message>
        <source>Use this picture</source>
        <extracomment>texts.KEEP_PAGE</extracomment>
        <translation>استخدام هذه الصورة</translation>
    </message>
    <message>
        <source>Take it again</source>
        <extracomment>texts.RETAKE_PAGE</extracomment>
        <translation>التقاطها من جديد</translation>
    </message>
    <message>
        <source>We need another look at your document</source>
        <extracomment>texts.DOCUMENT_REFUSED_TITLE</extracomment>
        <translation>نحتاج إلى رؤية وثيقتكم مرة أخرى</translation>
    </message>
    <message>
        <source>We need another look at your face</source>
        <extracomment>texts.SELFIE_REFUSED_TITLE</extracomment>
        <translation>نحتاج إلى رؤية وجهكم مرة أخرى</translation>
    </message>
    <message>
        <source>We could not confirm that it is you</source>
        <extracomment>texts.REFUSED_TITLE</extracomment>
        <translation>لم نتمكن من تأكيد هويتكم</translation>
    </message>
    <message>
        <source>We are not quite finished</source>
        <extracomment>texts.INCOMPLETE_TITLE</extracomment>
        <translation>لم ننتهِ تمامًا بعد</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>texts.PLEASE_ASK_STAFF</extracomment>
        <translation>يُرجى طلب المساعدة من أحد الموظفين.</translation>
    </message>
    <message>
        <source>Your customer number is
{customer}
Please write it down.</source>
        <extracomment>texts.NEW_CUSTOMER_NUMBER</extracomment>
        <translation>رقم العميل الخاص بكم هو
{customer}
يُرجى تدوينه.</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <extracomment>texts.WRITTEN_DOWN</extracomment>
        <translation>لقد دوّنته</translation>
    </message>
    <message>
        <source>What was recorded</source>
        <extracomment>texts.PANEL_TITLE</extracomment>
        <translation>ما تم تسجيله</translation>
    </message>
    <message>
        <source>{outcome} ({stage})</source>
        <extracomment>texts.ATTEMPT_STANDS</extracomment>
        <translation>{outcome} ({stage})</translation>
    </message>
    <message>
        <source>No scores were recorded.</source>
        <extracomment>texts.NO_SCORES</extracomment>
        <translation>لم تُسجَّل أي درجات.</translation>
    </message>
    <message>
        <source>not measured</source>
        <extracomment>texts.NOT_MEASURED</extracomment>
        <translation>لم يُقَس</translation>
    </message>
    <message>
        <source>Enrolled as {customer}</source>
        <extracomment>texts.ENROLLED_AS</extracomment>
        <translation>مسجَّل باسم {customer}</translation>
    </message>
    <message>
        <source>Further picture {number}</source>
        <extracomment>texts.FURTHER_PICTURE</extracomment>
        <translation>صورة أخرى {number}</translation>
    </message>
    <message>
        <source>Agreed to pictures by the notice</source>
        <extracomment>texts.AGREED_TO</extracomment>
        <translation>وافق على الصور بموجب الإشعار</translation>
    </message>
    <message>
        <source>Document: {field}</source>
        <extracomment>texts.READ_ON_DOCUMENT</extracomment>
        <translation>الوثيقة: {field}</translation>
    </message>
    <message>
        <source>{value} ({places})</source>
        <extracomment>texts.READ_IN</extracomment>
        <translation>{value} ({places})</translation>
    </message>
    <message>
        <source>{value} … ({places})</source>
        <extracomment>texts.CUT_OFF</extracomment>
        <translation>{value} … ({places})</translation>
    </message>
    <message>
        <source>Reason, for the record</source>
        <extracomment>texts.DECISION_REASON</extracomment>
        <translation>السبب، للتسجيل</translation>
    </message>
    <message>
        <source>Document checked by hand</source>
        <extracomment>texts.DECISION_CHECKED_BY_HAND</extracomment>
        <translation>تم فحص الوثيقة يدويًا</translation>
    </message>
    <message>
        <source>Customer known in person</source>
        <extracomment>texts.DECISION_KNOWN_IN_PERSON</extracomment>
        <translation>العميل معروف شخصيًا</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <extracomment>texts.DECISION_PICTURE_QUALITY</extracomment>
        <translation>جودة الصورة</translation>
    </message>
    <message>
        <source>Send to review</source>
        <extracomment>texts.DECIDE_REVIEW</extracomment>
        <translation>إرسال للمراجعة</translation>
    </message>
    <message>
        <source>Override</source>
        <extracomment>texts.DECIDE_OVERRIDE</extracomment>
        <translation>قبول</translation>
    </message>
    <message>
        <source>Confirm identity</source>
        <extracomment>texts.DECIDE_WITHOUT_FACE</extracomment>
        <translation>تأكيد الهوية</translation>
    </message>
    <message>
        <source>No face is compared. Look at the document and at the customer yourself, then confirm.</source>
        <extracomment>texts.NO_FACE_COMPARED</extracomment>
        <translation>لا تتم مقارنة أي وجه. يُرجى النظر إلى الوثيقة وإلى العميل ثم التأكيد.</translation>
    </message>
    <message>
        <source>Read document</source>
        <extracomment>texts.READ_DOCUMENT</extracomment>
        <translation>قراءة الوثيقة</translation>
    </message>
    <message>
        <source>Enrol</source>
        <extracomment>texts.ENROL</extracomment>
        <translation>تسجيل</translation>
    </message>
    <message>
        <source>Finish</source>
        <extracomment>texts.FINISH</extracomment>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Passed: {value}, at least {limit} is needed</source>
        <extracomment>texts.PASSED_AT_LEAST</extracomment>
        <translation>ناجح: {value}، والمطلوب {limit} على الأقل</translation>
    </message>
    <message>
        <source>Passed: {value}, up to {limit} is allowed</source>
        <extracomment>texts.PASSED_BELOW</extracomment>
        <translation>ناجح: {value}، والمسموح حتى {limit}</translation>
    </message>
    <message>
        <source>Not passed: {value}, at least {limit} is needed</source>
        <extracomment>texts.FAILED_AT_LEAST</extracomment>
        <translation>غير ناجح: {value}، والمطلوب {limit} على الأقل</translation>
    </message>
    <message>
        <source>Not passed: {value}, only below {limit} is allowed</source>
        <extracomment>texts.FAILED_BELOW</extracomment>
        <translation>غير ناجح: {value}، والمسموح أقل من {limit} فقط</translation>
    </message>
    <message>
        <source>{value}, no limit of its own</source>
        <extracomment>texts.WEIGHED</extracomment>
        <translation>{value}، بلا حد خاص</translation>
    </message>
    <message>
        <source>Are you still there?</source>
        <extracomment>texts.STILL_THERE</extracomment>
        <translation>هل ما زلتم هنا؟</translation>
    </message>
    <message>
        <source>If not, we delete everything in {seconds} s and go back to the start.</source>
        <extracomment>texts.STILL_THERE_SECONDS</extracomment>
        <translation>وإلا فسنحذف كل شيء خلال {seconds} ث ونعود إلى البداية.</translation>
    </message>
    <message>
        <source>I am still here</source>
        <extracomment>texts.STILL_HERE</extracomment>
        <translation>ما زلت هنا</translation>
    </message>
    <message>
        <source>This terminal</source>
        <extracomment>texts.TERMINAL_TITLE</extracomment>
        <translation>هذا الجهاز</translation>
    </message>
    <message>
        <source>Ready for customers</source>
        <extracomment>texts.TERMINAL_READY</extracomment>
        <translation>جاهز للعملاء</translation>
    </message>
    <message>
        <source>Locked after too many tries</source>
        <extracomment>texts.TERMINAL_LOCKED</extracomment>
        <translation>مقفل بعد محاولات كثيرة</translation>
    </message>
    <message>
        <source>Not working: {title} ({code})</source>
        <extracomment>texts.TERMINAL_NOT_READY</extracomment>
        <translation>لا يعمل: {title} ({code})</translation>
    </message>
    <message>
        <source>Taken out of service by staff</source>
        <extracomment>texts.TERMINAL_OUT_OF_SERVICE</extracomment>
        <translation>أوقفه الموظفون عن الخدمة</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>texts.TERMINAL_VERSION</extracomment>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>Terminal</source>
        <extracomment>texts.TERMINAL_ID</extracomment>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>texts.UNLOCK</extracomment>
        <translation>إلغاء القفل</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <extracomment>texts.OUT_OF_SERVICE</extracomment>
        <translation>إيقاف عن الخدمة</translation>
    </message>
    <message>
        <source>Put into service</source>
        <extracomment>texts.INTO_SERVICE</extracomment>
        <translation>تشغيل للخدمة</translation>
    </message>
    <message>
        <source>Check camera</source>
        <extracomment>texts.CHECK_CAMERA</extracomment>
        <translation>فحص الكاميرا</translation>
    </message>
    <message>
        <source>Admit this camera</source>
        <extracomment>texts.ADMIT_CAMERA</extracomment>
        <translation>قبول هذه الكاميرا</translation>
    </message>
    <message>
        <source>Turn pictures by {degrees}°</source>
        <extracomment>texts.TURN_CAMERA</extracomment>
        <translation>تدوير الصور بمقدار {degrees}°</translation>
    </message>
    <message>
        <source>Save logs</source>
        <extracomment>texts.EXPORT_LOGS</extracomment>
        <translation>حفظ السجلات</translation>
    </message>
    <message>
        <source>Folder for the logs</source>
        <extracomment>texts.LOG_FOLDER_TITLE</extracomment>
        <translation>مجلد السجلات</translation>
    </message>
    <message>
        <source>Find customer</source>
        <extracomment>texts.FIND_CUSTOMER</extracomment>
        <translation>البحث عن عميل</translation>
    </message>
    <message>
        <source>Enrolled here lately</source>
        <extracomment>texts.ENROLLED_LATELY</extracomment>
        <translation>المسجلون هنا مؤخرًا</translation>
    </message>
    <message>
        <source>{customer}, enrolled {when}</source>
        <extracomment>texts.CUSTOMER_FOUND</extracomment>
        <translation>{customer}، سُجِّل {when}</translation>
    </message>
    <message>
        <source>Camera: {name}, {width} x {height}, {fps} pictures a second</source>
        <extracomment>texts.CAMERA_LINE</extracomment>
        <translation>الكاميرا: {name}، {width} × {height}، {fps} صورة في الثانية</translation>
    </message>
    <message>
        <source>This camera is admitted.</source>
        <extracomment>texts.CAMERA_IS_ADMITTED</extracomment>
        <translation>هذه الكاميرا مقبولة.</translation>
    </message>
    <message>
        <source>This camera is not admitted: no customer is filmed with it.</source>
        <extracomment>texts.CAMERA_IS_STRANGE</extracomment>
        <translation>هذه الكاميرا غير مقبولة: لا يُصوَّر بها أي عميل.</translation>
    </message>
    <message>
        <source>Light: {brightness} of 255, {white} % of the picture is white</source>
        <extracomment>texts.CAMERA_LIGHT</extracomment>
        <translation>الإضاءة: {brightness} من ٢٥٥، و{white} % من الصورة أبيض</translation>
    </message>
    <message>
        <source>Print it</source>
        <extracomment>texts.PRINT_NUMBER</extracomment>
        <translation>طباعته</translation>
    </message>
    <message>
        <source>Volume: {percent} %</source>
        <extracomment>texts.VOLUME</extracomment>
        <translation>مستوى الصوت: {percent} ٪</translation>
    </message>
    <message>
        <source>Try the volume</source>
        <extracomment>texts.TRY_VOLUME</extracomment>
        <translation>تجربة مستوى الصوت</translation>
    </message>
    <message>
        <source>This terminal speaks this loudly.</source>
        <extracomment>texts.VOLUME_SAMPLE</extracomment>
        <translation>يتحدث هذا الجهاز بهذا المستوى من الصوت.</translation>
    </message>
    <message>
        <source>Help with seeing, hearing and pressing</source>
        <extracomment>texts.ACCESS_BUTTON</extracomment>
        <translation>مساعدة في الرؤية والسمع والضغط</translation>
    </message>
    <message>
        <source>What makes it easier for you?</source>
        <extracomment>texts.ACCESS_TITLE</extracomment>
        <translation>ما الذي يسهّل عليكم الاستخدام؟</translation>
    </message>
    <message>
        <source>Larger letters</source>
        <extracomment>texts.ACCESS_LARGE</extracomment>
        <translation>أحرف أكبر</translation>
    </message>
    <message>
        <source>Everything is written larger; longer pages can be scrolled.</source>
        <extracomment>texts.ACCESS_LARGE_HELP</extracomment>
        <translation>تُكتب جميع النصوص بحجم أكبر، ويمكن تمرير الصفحات الطويلة.</translation>
    </message>
    <message>
        <source>High contrast</source>
        <extracomment>texts.ACCESS_CONTRAST</extracomment>
        <translation>تباين عالٍ</translation>
    </message>
    <message>
        <source>White and yellow on black.</source>
        <extracomment>texts.ACCESS_CONTRAST_HELP</extracomment>
        <translation>أبيض وأصفر على أسود.</translation>
    </message>
    <message>
        <source>More time</source>
        <extracomment>texts.ACCESS_TIME</extracomment>
        <translation>وقت أطول</translation>
    </message>
    <message>
        <source>Every screen waits ten times as long for you.</source>
        <extracomment>texts.ACCESS_TIME_HELP</extracomment>
        <translation>تنتظركم كل شاشة عشرة أضعاف الوقت.</translation>
    </message>
    <message>
        <source>One key for everything</source>
        <extracomment>texts.ACCESS_ONE_KEY</extracomment>
        <translation>زر واحد لكل شيء</translation>
    </message>
    <message>
        <source>The frame goes from button to button. Press any key, or touch the screen, to press the one in it.</source>
        <extracomment>texts.ACCESS_ONE_KEY_HELP</extracomment>
        <translation>ينتقل الإطار من زر إلى زر. يُرجى الضغط على أي مفتاح أو لمس الشاشة لاختيار الزر الذي بداخله.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <extracomment>texts.ACCESS_SPEECH</extracomment>
        <translation>القراءة بصوت عالٍ</translation>
    </message>
    <message>
        <source>A voice reads every screen and says where to turn.</source>
        <extracomment>texts.ACCESS_SPEECH_HELP</extracomment>
        <translation>يقرأ صوتٌ كل شاشة ويقول إلى أين تتجهون.</translation>
    </message>
    <message>
        <source>This terminal has no voice. Please ask a member of staff.</source>
        <extracomment>texts.ACCESS_NO_VOICE</extracomment>
        <translation>ليس لهذا الجهاز صوت. يُرجى سؤال أحد الموظفين.</translation>
    </message>
    <message>
        <source>Say it again</source>
        <extracomment>texts.ACCESS_REPEAT</extracomment>
        <translation>إعادة القول</translation>
    </message>
    <message>
        <source>Pause the voice</source>
        <extracomment>texts.ACCESS_PAUSE</extracomment>
        <translation>إيقاف الصوت مؤقتًا</translation>
    </message>
    <message>
        <source>Go on speaking</source>
        <extracomment>texts.ACCESS_RESUME</extracomment>
        <translation>متابعة الكلام</translation>
    </message>
    <message>
        <source>Quieter</source>
        <extracomment>texts.ACCESS_QUIETER</extracomment>
        <translation>خفض الصوت</translation>
    </message>
    <message>
        <source>Louder</source>
        <extracomment>texts.ACCESS_LOUDER</extracomment>
        <translation>رفع الصوت</translation>
    </message>
    <message>
        <source>Back to the check</source>
        <extracomment>texts.ACCESS_CLOSE</extracomment>
        <translation>العودة إلى التحقق</translation>
    </message>
    <message>
        <source>I need more time</source>
        <extracomment>texts.MORE_TIME</extracomment>
        <translation>أحتاج إلى وقت أطول</translation>
    </message>
    <message>
        <source>The screen stays, as often as you press this.</source>
        <extracomment>texts.MORE_TIME_HELP</extracomment>
        <translation>تبقى الشاشة كلما ضغطتم هنا.</translation>
    </message>
    <message>
        <source>This terminal reads aloud now. Tab goes to the next button and Enter presses it. F1 says it again, F2 pauses, F5 and F6 change the volume.</source>
        <extracomment>texts.SPEECH_WELCOME</extracomment>
        <translation>يقرأ هذا الجهاز الآن بصوت عالٍ. ينقل المفتاح Tab إلى الزر التالي ويضغطه Enter. يعيد F1 القول، ويوقف F2 مؤقتًا، ويغيّر F5 وF6 مستوى الصوت.</translation>
    </message>
    <message>
        <source>Buttons: {names}</source>
        <extracomment>texts.SPEECH_BUTTONS</extracomment>
        <translation>الأزرار: {names}</translation>
    </message>
    <message>
        <source>{name}, button</source>
        <extracomment>texts.SPEECH_BUTTON</extracomment>
        <translation>{name}، زر</translation>
    </message>
    <message>
        <source>{name}, button, not available yet</source>
        <extracomment>texts.SPEECH_UNAVAILABLE</extracomment>
        <translation>{name}، زر، غير متاح بعد</translation>
    </message>
    <message>
        <source>{name}, chosen</source>
        <extracomment>texts.SPEECH_CHOSEN</extracomment>
        <translation>{name}، مختار</translation>
    </message>
    <message>
        <source>{name}, not chosen</source>
        <extracomment>texts.SPEECH_NOT_CHOSEN</extracomment>
        <translation>{name}، غير مختار</translation>
    </message>
    <message>
        <source>{name}, to type in, {count} entered</source>
        <extracomment>texts.SPEECH_LINE</extracomment>
        <translation>{name}، للكتابة، أُدخل {count}</translation>
    </message>
    <message>
        <source>entered</source>
        <extracomment>texts.SPEECH_TYPED</extracomment>
        <translation>أُدخل</translation>
    </message>
    <message>
        <source>deleted</source>
        <extracomment>texts.SPEECH_DELETED</extracomment>
        <translation>حُذف</translation>
    </message>
    <message>
        <source>What stands here is for you alone. Plug in headphones to hear it</source>
        <extracomment>texts.SPEECH_PRIVATE</extracomment>
        <translation>ما يظهر هنا لكم وحدكم. يُرجى توصيل سماعات الرأس لسماعه</translation>
    </message>
    <message>
        <source>In {seconds} seconds we go back to the start. Press any key to stay.</source>
        <extracomment>texts.SPEECH_TIMEOUT</extracomment>
        <translation>سنعود إلى البداية خلال {seconds} ثوانٍ. يُرجى الضغط على أي مفتاح للبقاء.</translation>
    </message>
    <message>
        <source>The program failed. The log says why.</source>
        <extracomment>texts.FAULT_UNKNOWN</extracomment>
        <translation>تعطّل البرنامج. السبب مذكور في السجل.</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <extracomment>texts.CODE_LINE</extracomment>
        <translation>الرمز: {code}</translation>
    </message>
    <message>
        <source>Log: {file}</source>
        <extracomment>texts.LOG_LINE</extracomment>
        <translation>السجل: {file}</translation>
    </message>
</context>
</TS>
