<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Advice</name>
    <message>
        <source>Look straight into the camera.</source>
        <extracomment>selfie_advice.LOOK_STRAIGHT</extracomment>
        <translation>Mire directamente a la cámara.</translation>
    </message>
    <message>
        <source>Keep your head level.</source>
        <extracomment>selfie_advice.LEVEL_HEAD</extracomment>
        <translation>Mantenga la cabeza recta.</translation>
    </message>
    <message>
        <source>Hold your head still.</source>
        <extracomment>selfie_advice.HOLD_STILL</extracomment>
        <translation>No mueva la cabeza.</translation>
    </message>
    <message>
        <source>Face the light.</source>
        <extracomment>selfie_advice.MORE_LIGHT</extracomment>
        <translation>Póngase de cara a la luz.</translation>
    </message>
    <message>
        <source>Turn away from the bright light.</source>
        <extracomment>selfie_advice.LESS_LIGHT</extracomment>
        <translation>Apártese de la luz fuerte.</translation>
    </message>
    <message>
        <source>Take off hat, mask and sunglasses.</source>
        <extracomment>selfie_advice.UNCOVER_FACE</extracomment>
        <translation>Quítese el sombrero, la mascarilla y las gafas de sol.</translation>
    </message>
    <message>
        <source>Come a little closer to the camera.</source>
        <extracomment>selfie_advice.COME_CLOSER</extracomment>
        <translation>Acérquese un poco a la cámara.</translation>
    </message>
    <message>
        <source>Hold the document straight to the camera.</source>
        <extracomment>portrait_advice.LOOK_STRAIGHT</extracomment>
        <translation>Sostenga el documento de frente a la cámara.</translation>
    </message>
    <message>
        <source>Hold the document upright.</source>
        <extracomment>portrait_advice.LEVEL_HEAD</extracomment>
        <translation>Sostenga el documento derecho.</translation>
    </message>
    <message>
        <source>Hold the document still.</source>
        <extracomment>portrait_advice.HOLD_STILL</extracomment>
        <translation>No mueva el documento.</translation>
    </message>
    <message>
        <source>Hold the document in good light.</source>
        <extracomment>portrait_advice.MORE_LIGHT</extracomment>
        <translation>Sostenga el documento con buena luz.</translation>
    </message>
    <message>
        <source>Tilt the document so that the photo does not shine.</source>
        <extracomment>portrait_advice.LESS_LIGHT</extracomment>
        <translation>Incline el documento para que la foto no brille.</translation>
    </message>
    <message>
        <source>Keep your fingers off the photo.</source>
        <extracomment>portrait_advice.UNCOVER_FACE</extracomment>
        <translation>No tape la foto con los dedos.</translation>
    </message>
    <message>
        <source>Bring the document closer to the camera.</source>
        <extracomment>portrait_advice.COME_CLOSER</extracomment>
        <translation>Acerque el documento a la cámara.</translation>
    </message>
</context>
<context>
    <name>BackendTask</name>
    <message>
        <source>One moment, please</source>
        <extracomment>waiting.CHECK_STAFF.title, waiting.BEGIN_WITHOUT_FACE.title, waiting.OPEN_TERMINAL.title, waiting.FETCH_EVIDENCE.title, waiting.DECIDE.title</extracomment>
        <translation>Un momento, por favor</translation>
    </message>
    <message>
        <source>We are checking your staff number.</source>
        <extracomment>waiting.CHECK_STAFF.advice, waiting.BEGIN_WITHOUT_FACE.advice, waiting.OPEN_TERMINAL.advice</extracomment>
        <translation>Estamos comprobando su número de empleado.</translation>
    </message>
    <message>
        <source>Reading your document</source>
        <extracomment>waiting.READ_DOCUMENT.title</extracomment>
        <translation>Leyendo su documento</translation>
    </message>
    <message>
        <source>This takes a few seconds. You can put it away.</source>
        <extracomment>waiting.READ_DOCUMENT.advice</extracomment>
        <translation>Tarda unos segundos. Ya puede guardarlo.</translation>
    </message>
    <message>
        <source>Almost done</source>
        <extracomment>waiting.ENROL.title</extracomment>
        <translation>Casi hemos terminado</translation>
    </message>
    <message>
        <source>We are setting up your face check.</source>
        <extracomment>waiting.ENROL.advice</extracomment>
        <translation>Estamos preparando su verificación facial.</translation>
    </message>
    <message>
        <source>Checking</source>
        <extracomment>waiting.AUTHENTICATE.title</extracomment>
        <translation>Comprobando</translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <extracomment>waiting.AUTHENTICATE.advice</extracomment>
        <translation>Tarda unos segundos.</translation>
    </message>
    <message>
        <source>We are getting what was recorded.</source>
        <extracomment>waiting.FETCH_EVIDENCE.advice</extracomment>
        <translation>Estamos obteniendo lo que se registró.</translation>
    </message>
    <message>
        <source>We record your decision.</source>
        <extracomment>waiting.DECIDE.advice</extracomment>
        <translation>Registramos su decisión.</translation>
    </message>
</context>
<context>
    <name>CameraFinding</name>
    <message>
        <source>The pictures are good.</source>
        <extracomment>camera_findings.GOOD</extracomment>
        <translation>Las imágenes son buenas.</translation>
    </message>
    <message>
        <source>It is too dark: switch on a light in front of the customer.</source>
        <extracomment>camera_findings.TOO_DARK</extracomment>
        <translation>Está demasiado oscuro: encienda una luz delante del cliente.</translation>
    </message>
    <message>
        <source>It is too bright: keep lamps and windows out of the picture.</source>
        <extracomment>camera_findings.TOO_BRIGHT</extracomment>
        <translation>Hay demasiada luz: deje lámparas y ventanas fuera de la imagen.</translation>
    </message>
    <message>
        <source>Too few pictures a second: use another USB socket or cable.</source>
        <extracomment>camera_findings.SLOW</extracomment>
        <translation>Muy pocas imágenes por segundo: use otro puerto o cable USB.</translation>
    </message>
    <message>
        <source>The camera is mounted on its side or upside down.</source>
        <extracomment>camera_findings.SIDEWAYS</extracomment>
        <translation>La cámara está montada de lado o al revés.</translation>
    </message>
    <message>
        <source>The camera is mounted on its side or upside down: its pictures are turned from now on.</source>
        <extracomment>camera_findings.TURNED</extracomment>
        <translation>La cámara está montada de lado o al revés: desde ahora se giran las imágenes.</translation>
    </message>
    <message>
        <source>No face is seen: stand before the camera and check again.</source>
        <extracomment>camera_findings.NO_FACE</extracomment>
        <translation>No se ve ninguna cara: colóquese delante de la cámara y compruebe de nuevo.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something went wrong on our side</source>
        <extracomment>errors.REQUEST_INVALID.title, errors.REQUEST_TIMEOUT.title, errors.REQUEST_HEAD_TOO_LARGE.title, errors.CONTENT_TYPE_REFUSED.title, errors.IMAGE_NOT_BASE64.title, errors.IMAGE_NOT_JPEG.title, errors.IMAGE_TRUNCATED.title, errors.IMAGE_SIZE_MISMATCH.title, errors.NO_FRAMES.title, errors.FRAME_OUT_OF_ORDER.title, errors.FRAME_CONFLICT.title, errors.TOKEN_INVALID.title, errors.TERMINAL_MISMATCH.title, errors.TERMINAL_SIGNATURE_INVALID.title, errors.TERMINAL_SIGNATURE_REPLAYED.title, errors.ANALYSIS_FAILED.title, errors.SERVICE_UNAVAILABLE.title, errors.STORAGE_FAILED.title, errors.STORAGE_FULL.title, errors.STORE_DAMAGED.title, errors.SECRETS_FAILED.title, errors.FRAMES_NOT_TAKEN.title, errors.LIVENESS_NOT_CARRIED_OUT.title, errors.LIVENESS_IN_PROGRESS.title, errors.INTERNAL_ERROR.title, errors.BACKEND_RESPONSE_INVALID.title, errors.STREAM_ANSWER_INVALID.title, errors.STREAM_ACCESS_REFUSED.title, errors.STREAM_SERVICE_FAILED.title, errors.RECORDING_FAILED.title, errors.COLLECTION_NOT_FOUND.title, errors.STEP_MISSING.title, errors.KYC_SESSION_FAILED.title, errors.LIVENESS_TOO_LOW.title, errors.FACE_MATCH_FAILED.title, errors.SIMILARITY_TOO_LOW.title</extracomment>
        <translation>Algo ha fallado por nuestra parte</translation>
    </message>
    <message>
        <source>It has nothing to do with you. Please try again.</source>
        <extracomment>errors.REQUEST_INVALID.advice, errors.REQUEST_TIMEOUT.advice, errors.REQUEST_HEAD_TOO_LARGE.advice, errors.CONTENT_TYPE_REFUSED.advice, errors.IMAGE_NOT_BASE64.advice, errors.IMAGE_NOT_JPEG.advice, errors.IMAGE_TRUNCATED.advice, errors.IMAGE_SIZE_MISMATCH.advice, errors.NO_FRAMES.advice, errors.FRAME_OUT_OF_ORDER.advice, errors.FRAME_CONFLICT.advice, errors.TOKEN_INVALID.advice, errors.TERMINAL_MISMATCH.advice, errors.TERMINAL_SIGNATURE_INVALID.advice, errors.TERMINAL_SIGNATURE_REPLAYED.advice, errors.ANALYSIS_FAILED.advice, errors.SERVICE_UNAVAILABLE.advice, errors.STORAGE_FAILED.advice, errors.STORAGE_FULL.advice, errors.STORE_DAMAGED.advice, errors.SECRETS_FAILED.advice, errors.FRAMES_NOT_TAKEN.advice, errors.LIVENESS_NOT_CARRIED_OUT.advice, errors.LIVENESS_IN_PROGRESS.advice, errors.INTERNAL_ERROR.advice, errors.BACKEND_RESPONSE_INVALID.advice, errors.STREAM_ANSWER_INVALID.advice, errors.STREAM_ACCESS_REFUSED.advice, errors.STREAM_SERVICE_FAILED.advice, errors.RECORDING_FAILED.advice, errors.COLLECTION_NOT_FOUND.advice, errors.STEP_MISSING.advice, errors.KYC_SESSION_FAILED.advice, errors.LIVENESS_TOO_LOW.advice, errors.FACE_MATCH_FAILED.advice, errors.SIMILARITY_TOO_LOW.advice</extracomment>
        <translation>No tiene que ver con usted. Inténtelo de nuevo, por favor.</translation>
    </message>
    <message>
        <source>This picture is too large</source>
        <extracomment>errors.IMAGE_TOO_LARGE.title, errors.IMAGE_DIMENSIONS_EXCEEDED.title</extracomment>
        <translation>Esta imagen es demasiado grande</translation>
    </message>
    <message>
        <source>Choose a smaller one.</source>
        <extracomment>errors.IMAGE_TOO_LARGE.advice, errors.IMAGE_DIMENSIONS_EXCEEDED.advice</extracomment>
        <translation>Elija una más pequeña.</translation>
    </message>
    <message>
        <source>This picture is too small</source>
        <extracomment>errors.IMAGE_TOO_SMALL.title</extracomment>
        <translation>Esta imagen es demasiado pequeña</translation>
    </message>
    <message>
        <source>Choose one in which the document can be read.</source>
        <extracomment>errors.IMAGE_TOO_SMALL.advice</extracomment>
        <translation>Elija una en la que se pueda leer el documento.</translation>
    </message>
    <message>
        <source>We cannot see a face on your document</source>
        <extracomment>errors.ID_PHOTO_NO_FACE.title</extracomment>
        <translation>No vemos ninguna cara en su documento</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>errors.ID_PHOTO_NO_FACE.advice, errors.ID_PHOTO_SEVERAL_FACES.advice, errors.SETTINGS_INVALID.advice, errors.CONSENT_MISSING.advice, errors.SYNTHETIC_REFUSED.advice, errors.API_KEY_INVALID.advice, errors.TERMINAL_UNSIGNED.advice, errors.TERMINAL_UNKNOWN.advice, errors.TERMINAL_REVOKED.advice, errors.TERMINAL_DOUBLED.advice, errors.TERMINAL_EXISTS.advice, errors.TERMINAL_KEY_UNUSABLE.advice, errors.STORE_TAMPERED.advice, errors.NO_CHALLENGE_POSSIBLE.advice, errors.SESSION_NOT_FOUND.advice, errors.CAMERA_NOT_ADMITTED.advice, errors.CLIP_UNREADABLE.advice, errors.TERMINAL_IN_MAINTENANCE.advice, errors.LIBRARY_MISSING.advice, errors.MODEL_MISSING.advice, errors.MODEL_DAMAGED.advice, errors.RESOURCE_MISSING.advice, errors.DATA_FOLDER_UNUSABLE.advice, errors.PICTURE_MISSING.advice, errors.EVALUATION_ERROR.advice, errors.EVALUATION_INCOMPLETE.advice, errors.EVALUATION_INTERRUPTED.advice, errors.NOTHING_TO_EVALUATE.advice, errors.LABELS_MISSING.advice, errors.LABELS_INVALID.advice, errors.TOO_FEW_PEOPLE.advice, errors.OUTPUT_UNUSABLE.advice, errors.CUSTOMER_EXISTS.advice, errors.MODELS_DIFFER.advice, errors.KYC_SESSION_USED.advice</extracomment>
        <translation>Por favor, pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>We see more than one face on your document</source>
        <extracomment>errors.ID_PHOTO_SEVERAL_FACES.title</extracomment>
        <translation>Vemos más de una cara en su documento</translation>
    </message>
    <message>
        <source>This terminal is out of service</source>
        <extracomment>errors.SETTINGS_INVALID.title, errors.SYNTHETIC_REFUSED.title, errors.API_KEY_INVALID.title, errors.TERMINAL_UNSIGNED.title, errors.TERMINAL_UNKNOWN.title, errors.TERMINAL_REVOKED.title, errors.TERMINAL_DOUBLED.title, errors.TERMINAL_EXISTS.title, errors.TERMINAL_KEY_UNUSABLE.title, errors.LIBRARY_MISSING.title, errors.MODEL_MISSING.title, errors.MODEL_DAMAGED.title, errors.RESOURCE_MISSING.title, errors.DATA_FOLDER_UNUSABLE.title, errors.PICTURE_MISSING.title, errors.EVALUATION_ERROR.title, errors.EVALUATION_INCOMPLETE.title, errors.EVALUATION_INTERRUPTED.title, errors.NOTHING_TO_EVALUATE.title, errors.LABELS_MISSING.title, errors.LABELS_INVALID.title, errors.TOO_FEW_PEOPLE.title, errors.OUTPUT_UNUSABLE.title</extracomment>
        <translation>Este terminal está fuera de servicio</translation>
    </message>
    <message>
        <source>The time ran out</source>
        <extracomment>errors.CHALLENGE_NOT_FOUND.title, errors.CHALLENGE_CLOSED.title, errors.FRAME_LIMIT_REACHED.title, errors.TOKEN_EXPIRED.title, errors.STREAM_CREDENTIALS_EXPIRED.title, errors.STREAM_SESSION_OVER.title, errors.LIVENESS_NOT_PASSED.title, errors.ATTEMPT_NOT_FOUND.title, errors.KYC_SESSION_NOT_FOUND.title, errors.KYC_SESSION_EXPIRED.title</extracomment>
        <translation>Se ha agotado el tiempo</translation>
    </message>
    <message>
        <source>Please try again.</source>
        <extracomment>errors.CHALLENGE_NOT_FOUND.advice, errors.CHALLENGE_CLOSED.advice, errors.FRAME_LIMIT_REACHED.advice, errors.TOKEN_EXPIRED.advice, errors.STREAM_CLOSED.advice, errors.STREAM_CREDENTIALS_EXPIRED.advice, errors.STREAM_SESSION_OVER.advice, errors.STREAM_VIDEO_REFUSED.advice, errors.LIVENESS_NOT_PASSED.advice, errors.ATTEMPT_NOT_FOUND.advice, errors.KYC_SESSION_NOT_FOUND.advice, errors.KYC_SESSION_EXPIRED.advice, errors.STAFF_REFUSED.advice</extracomment>
        <translation>Inténtelo de nuevo, por favor.</translation>
    </message>
    <message>
        <source>This check cannot begin here</source>
        <extracomment>errors.CONSENT_MISSING.title</extracomment>
        <translation>Esta verificación no puede empezar aquí</translation>
    </message>
    <message>
        <source>The clock of this terminal is wrong</source>
        <extracomment>errors.TERMINAL_CLOCK_WRONG.title</extracomment>
        <translation>El reloj de este terminal no va bien</translation>
    </message>
    <message>
        <source>Please ask a member of staff to set its date and time.</source>
        <extracomment>errors.TERMINAL_CLOCK_WRONG.advice</extracomment>
        <translation>Pida a nuestro personal que ajuste la fecha y la hora.</translation>
    </message>
    <message>
        <source>Our service is very busy</source>
        <extracomment>errors.BUSY.title, errors.STREAM_BUSY.title, errors.RATE_LIMITED.title</extracomment>
        <translation>Nuestro servicio está muy ocupado</translation>
    </message>
    <message>
        <source>Please try again in a moment.</source>
        <extracomment>errors.BUSY.advice, errors.BACKEND_UNREACHABLE.advice, errors.BACKEND_TIMEOUT.advice, errors.STREAM_UNREACHABLE.advice, errors.STREAM_TIMEOUT.advice, errors.STREAM_BUSY.advice, errors.RATE_LIMITED.advice</extracomment>
        <translation>Inténtelo de nuevo dentro de un momento.</translation>
    </message>
    <message>
        <source>We cannot go on with this check</source>
        <extracomment>errors.STORE_TAMPERED.title</extracomment>
        <translation>No podemos continuar con esta comprobación</translation>
    </message>
    <message>
        <source>We check this in another way</source>
        <extracomment>errors.NO_CHALLENGE_POSSIBLE.title</extracomment>
        <translation>Lo comprobamos de otra manera</translation>
    </message>
    <message>
        <source>This check is no longer open</source>
        <extracomment>errors.SESSION_NOT_FOUND.title, errors.KYC_SESSION_USED.title</extracomment>
        <translation>Esta comprobación ya está cerrada</translation>
    </message>
    <message>
        <source>We cannot reach our service</source>
        <extracomment>errors.BACKEND_UNREACHABLE.title, errors.BACKEND_TIMEOUT.title, errors.STREAM_UNREACHABLE.title, errors.STREAM_TIMEOUT.title</extracomment>
        <translation>No podemos conectar con nuestro servicio</translation>
    </message>
    <message>
        <source>The connection was interrupted</source>
        <extracomment>errors.STREAM_CLOSED.title</extracomment>
        <translation>Se ha interrumpido la conexión</translation>
    </message>
    <message>
        <source>We could not use the pictures</source>
        <extracomment>errors.STREAM_VIDEO_REFUSED.title</extracomment>
        <translation>No hemos podido usar las imágenes</translation>
    </message>
    <message>
        <source>The camera is not working at the moment</source>
        <extracomment>errors.CAMERA_MISSING.title, errors.CAMERA_BUSY.title, errors.CAMERA_LOST.title</extracomment>
        <translation>La cámara no funciona en este momento</translation>
    </message>
    <message>
        <source>Please wait a little.</source>
        <extracomment>errors.CAMERA_MISSING.advice, errors.CAMERA_BUSY.advice, errors.CAMERA_LOST.advice</extracomment>
        <translation>Espere un poco, por favor.</translation>
    </message>
    <message>
        <source>The camera cannot be used</source>
        <extracomment>errors.CAMERA_FORBIDDEN.title, errors.CAMERA_NOT_ADMITTED.title, errors.CLIP_UNREADABLE.title</extracomment>
        <translation>No se puede usar la cámara</translation>
    </message>
    <message>
        <source>Please ask a member of staff to allow this program the camera.</source>
        <extracomment>errors.CAMERA_FORBIDDEN.advice</extracomment>
        <translation>Pida a nuestro personal que permita a este programa usar la cámara.</translation>
    </message>
    <message>
        <source>This terminal is being looked after</source>
        <extracomment>errors.TERMINAL_IN_MAINTENANCE.title</extracomment>
        <translation>Este terminal está en mantenimiento</translation>
    </message>
    <message>
        <source>This terminal is already open</source>
        <extracomment>errors.ALREADY_RUNNING.title</extracomment>
        <translation>Este terminal ya está abierto</translation>
    </message>
    <message>
        <source>It is open in another window.</source>
        <extracomment>errors.ALREADY_RUNNING.advice</extracomment>
        <translation>Está abierto en otra ventana.</translation>
    </message>
    <message>
        <source>Too many attempts</source>
        <extracomment>errors.LOCKED_OUT.title</extracomment>
        <translation>Demasiados intentos</translation>
    </message>
    <message>
        <source>Please wait a while, or ask a member of staff.</source>
        <extracomment>errors.LOCKED_OUT.advice, errors.TOO_MANY_STARTS.advice</extracomment>
        <translation>Espere un rato o pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>Too many tries in a short time</source>
        <extracomment>errors.TOO_MANY_STARTS.title</extracomment>
        <translation>Demasiados intentos en poco tiempo</translation>
    </message>
    <message>
        <source>We cannot see your face well enough</source>
        <extracomment>errors.NO_FACE_FOUND.title, errors.FACE_QUALITY_TOO_LOW.title</extracomment>
        <translation>No vemos bien su cara</translation>
    </message>
    <message>
        <source>Face the light, take off anything that covers your face, and try again.</source>
        <extracomment>errors.NO_FACE_FOUND.advice, errors.FACE_QUALITY_TOO_LOW.advice</extracomment>
        <translation>Póngase de cara a la luz, quítese lo que le tape la cara e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>This file is not a picture we can read</source>
        <extracomment>errors.DOCUMENT_NOT_IMAGE.title</extracomment>
        <translation>No podemos leer este archivo como imagen</translation>
    </message>
    <message>
        <source>Choose a whole JPEG or PNG file.</source>
        <extracomment>errors.DOCUMENT_NOT_IMAGE.advice</extracomment>
        <translation>Elija un archivo JPEG o PNG completo.</translation>
    </message>
    <message>
        <source>We cannot read your document</source>
        <extracomment>errors.DOCUMENT_PAGES_INVALID.title</extracomment>
        <translation>No podemos leer su documento</translation>
    </message>
    <message>
        <source>Hold it straight, so that it does not shine, and try again.</source>
        <extracomment>errors.DOCUMENT_PAGES_INVALID.advice</extracomment>
        <translation>Sosténgalo recto, sin que brille, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>We do not know this customer number</source>
        <extracomment>errors.CUSTOMER_NOT_FOUND.title, errors.USER_NOT_FOUND.title</extracomment>
        <translation>No conocemos este número de cliente</translation>
    </message>
    <message>
        <source>Check the number, or ask a member of staff.</source>
        <extracomment>errors.CUSTOMER_NOT_FOUND.advice, errors.USER_NOT_FOUND.advice</extracomment>
        <translation>Compruebe el número o pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>This customer number is taken</source>
        <extracomment>errors.CUSTOMER_EXISTS.title</extracomment>
        <translation>Este número de cliente ya está asignado</translation>
    </message>
    <message>
        <source>Your face check has to be set up again</source>
        <extracomment>errors.MODELS_DIFFER.title</extracomment>
        <translation>Hay que volver a preparar su verificación facial</translation>
    </message>
    <message>
        <source>This number or PIN is wrong</source>
        <extracomment>errors.STAFF_REFUSED.title</extracomment>
        <translation>Este número o PIN no es correcto</translation>
    </message>
    <message>
        <source>Your role does not allow this</source>
        <extracomment>errors.STAFF_NOT_ALLOWED.title</extracomment>
        <translation>Su función no permite esto</translation>
    </message>
    <message>
        <source>Please ask a colleague whose role does.</source>
        <extracomment>errors.STAFF_NOT_ALLOWED.advice</extracomment>
        <translation>Pídaselo, por favor, a un compañero con esa función.</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>A setting has a value that cannot be used.</source>
        <extracomment>faults.SETTINGS_INVALID</extracomment>
        <translation>Un ajuste tiene un valor que no se puede usar.</translation>
    </message>
    <message>
        <source>The data folder cannot be made or written.</source>
        <extracomment>faults.DATA_FOLDER_UNUSABLE</extracomment>
        <translation>No se puede crear la carpeta de datos o escribir en ella.</translation>
    </message>
    <message>
        <source>Two terminals cannot share a data folder.</source>
        <extracomment>faults.ALREADY_RUNNING</extracomment>
        <translation>Dos terminales no pueden compartir una carpeta de datos.</translation>
    </message>
    <message>
        <source>The operating system lacks a library that the program needs.</source>
        <extracomment>faults.LIBRARY_MISSING</extracomment>
        <translation>Al sistema operativo le falta una biblioteca que el programa necesita.</translation>
    </message>
    <message>
        <source>A file of the program is missing or damaged. Install the program again.</source>
        <extracomment>faults.MODEL_MISSING, faults.MODEL_DAMAGED, faults.RESOURCE_MISSING</extracomment>
        <translation>Falta un archivo del programa o está dañado. Vuelva a instalar el programa.</translation>
    </message>
    <message>
        <source>A picture that the command line names cannot be read.</source>
        <extracomment>faults.PICTURE_MISSING</extracomment>
        <translation>No se puede leer una imagen indicada en la línea de órdenes.</translation>
    </message>
    <message>
        <source>The key of this terminal cannot be read or kept.</source>
        <extracomment>faults.TERMINAL_KEY_UNUSABLE</extracomment>
        <translation>No se puede leer o guardar la clave de este terminal.</translation>
    </message>
    <message>
        <source>The database or its key cannot be read or written.</source>
        <extracomment>faults.STORAGE_FAILED</extracomment>
        <translation>No se puede leer o escribir la base de datos o su clave.</translation>
    </message>
    <message>
        <source>The disk of the backend is full.</source>
        <extracomment>faults.STORAGE_FULL</extracomment>
        <translation>El disco del servidor está lleno.</translation>
    </message>
    <message>
        <source>A database is damaged and must be restored from a copy.</source>
        <extracomment>faults.STORE_DAMAGED</extracomment>
        <translation>Una base de datos está dañada y debe restaurarse desde una copia.</translation>
    </message>
    <message>
        <source>The database holds what this program has not written.</source>
        <extracomment>faults.STORE_TAMPERED</extracomment>
        <translation>La base de datos contiene algo que este programa no ha escrito.</translation>
    </message>
    <message>
        <source>The verification service on this computer could not be started.</source>
        <extracomment>faults.BACKEND_UNREACHABLE</extracomment>
        <translation>No se ha podido iniciar el servicio de verificación en este equipo.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Show the whole page, with all four corners.</source>
        <extracomment>findings.NO_PAGE</extracomment>
        <translation>Muestre la página entera, con las cuatro esquinas.</translation>
    </message>
    <message>
        <source>We see more than one document. Show one document, one side at a time.</source>
        <extracomment>findings.SEVERAL_DOCUMENTS</extracomment>
        <translation>Vemos más de un documento. Muestre uno solo, una cara cada vez.</translation>
    </message>
    <message>
        <source>This looks like a copy in black and white. Please show the document itself.</source>
        <extracomment>findings.BLACK_AND_WHITE</extracomment>
        <translation>Parece una copia en blanco y negro. Muestre el documento original, por favor.</translation>
    </message>
    <message>
        <source>This looks like a copy or a screen. Show the document itself, or ask a member of staff.</source>
        <extracomment>findings.COPY_SUSPECTED</extracomment>
        <translation>Parece una copia o una pantalla. Muestre el documento original o pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>We cannot read this kind of document here. Please show your passport or identity card.</source>
        <extracomment>findings.KIND_NOT_ACCEPTED</extracomment>
        <translation>Aquí no podemos leer este tipo de documento. Muestre su pasaporte o documento de identidad.</translation>
    </message>
    <message>
        <source>Tilt the document a little, so that it does not shine.</source>
        <extracomment>findings.GLARE</extracomment>
        <translation>Incline un poco el documento para que no brille.</translation>
    </message>
    <message>
        <source>Hold the document still until the picture is taken.</source>
        <extracomment>findings.BLURRED</extracomment>
        <translation>No mueva el documento hasta que se tome la foto.</translation>
    </message>
    <message>
        <source>Bring the document closer to the camera.</source>
        <extracomment>findings.PAGE_TOO_SMALL</extracomment>
        <translation>Acerque el documento a la cámara.</translation>
    </message>
    <message>
        <source>Open your passport at the page with your photo, and show that page.</source>
        <extracomment>findings.PHOTO_PAGE_MISSING</extracomment>
        <translation>Abra el pasaporte por la página de la foto y muéstrela.</translation>
    </message>
    <message>
        <source>Something covers the lines of letters at the edge. Keep your fingers off them.</source>
        <extracomment>findings.ZONE_COVERED</extracomment>
        <translation>Algo tapa las líneas de letras del borde. No ponga los dedos sobre ellas.</translation>
    </message>
    <message>
        <source>The lines of letters at the edge are covered, or not in the picture. Show the whole page.</source>
        <extracomment>findings.ZONE_MISSING</extracomment>
        <translation>Las líneas de letras del borde están tapadas o fuera de la imagen. Muestre la página entera.</translation>
    </message>
    <message>
        <source>Please show the other side of your card, too.</source>
        <extracomment>findings.OTHER_SIDE_MISSING</extracomment>
        <translation>Muestre también la otra cara de su documento, por favor.</translation>
    </message>
    <message>
        <source>We cannot read the text. Hold the page flat and in good light.</source>
        <extracomment>findings.UNREADABLE</extracomment>
        <translation>No podemos leer el texto. Sostenga la página plana y con buena luz.</translation>
    </message>
    <message>
        <source>We cannot see the photo. Show the side with the photo first.</source>
        <extracomment>findings.NO_PORTRAIT</extracomment>
        <translation>No vemos la foto. Muestre primero la cara con la foto.</translation>
    </message>
    <message>
        <source>We see more than one face. Show one document, and nothing else.</source>
        <extracomment>findings.SEVERAL_PORTRAITS</extracomment>
        <translation>Vemos más de una cara. Muestre un documento y nada más.</translation>
    </message>
    <message>
        <source>We cannot read the lines of letters at the edge. Show them clearly.</source>
        <extracomment>findings.CHECK_DIGIT_WRONG</extracomment>
        <translation>No podemos leer las líneas de letras del borde. Muéstrelas bien.</translation>
    </message>
    <message>
        <source>This document has expired. Please use one that is still valid.</source>
        <extracomment>findings.EXPIRED</extracomment>
        <translation>Este documento ha caducado. Use uno que siga en vigor, por favor.</translation>
    </message>
    <message>
        <source>What we read does not fit together. Show both sides of one document.</source>
        <extracomment>findings.FIELDS_DISAGREE</extracomment>
        <translation>Lo que leemos no coincide. Muestre las dos caras del mismo documento.</translation>
    </message>
    <message>
        <source>We cannot check this document here. Please ask a member of staff.</source>
        <extracomment>findings.IMPLAUSIBLE</extracomment>
        <translation>Aquí no podemos comprobar este documento. Pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>Your date of birth is not complete on the document. Please ask a member of staff.</source>
        <extracomment>findings.BIRTH_INCOMPLETE</extracomment>
        <translation>Su fecha de nacimiento no está completa en el documento. Pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>We could not read your whole name. Please ask a member of staff.</source>
        <extracomment>findings.NAME_TRUNCATED</extracomment>
        <translation>No hemos podido leer su nombre completo. Pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>We could not check everything on this document. Please ask a member of staff.</source>
        <extracomment>findings.UNCONFIRMED</extracomment>
        <translation>No hemos podido comprobar todo en este documento. Pida ayuda a nuestro personal.</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Confirm it is you</source>
        <extracomment>attract.VERIFY.title</extracomment>
        <translation>Confirme que es usted</translation>
    </message>
    <message>
        <source>A quick look into the camera and a few movements of your head. It takes less than a minute.</source>
        <extracomment>attract.VERIFY.advice</extracomment>
        <translation>Una mirada a la cámara y unos movimientos de cabeza. Tarda menos de un minuto.</translation>
    </message>
    <message>
        <source>Become a customer</source>
        <extracomment>attract.ONBOARD.title</extracomment>
        <translation>Hágase cliente</translation>
    </message>
    <message>
        <source>Have your passport or identity card ready. It takes about two minutes.</source>
        <extracomment>attract.ONBOARD.advice</extracomment>
        <translation>Tenga a mano su pasaporte o documento de identidad. Tarda unos dos minutos.</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <extracomment>attract.AUTHENTICATE.title</extracomment>
        <translation>Nos alegra volver a verle</translation>
    </message>
    <message>
        <source>Enter your customer number, then look into the camera.</source>
        <extracomment>attract.AUTHENTICATE.advice</extracomment>
        <translation>Introduzca su número de cliente y mire después a la cámara.</translation>
    </message>
    <message>
        <source>We take pictures of your face while you look into the camera.</source>
        <extracomment>consent.VERIFY.taken, consent.AUTHENTICATE.taken</extracomment>
        <translation>Tomamos fotos de su cara mientras mira a la cámara.</translation>
    </message>
    <message>
        <source>A computer program checks in them that you are a real person, and that it is you.</source>
        <extracomment>consent.VERIFY.purpose</extracomment>
        <translation>Un programa informático comprueba en ellas que usted es una persona real y que es usted.</translation>
    </message>
    <message>
        <source>We keep them, encrypted, for {kept}. Then they are deleted.</source>
        <extracomment>consent.VERIFY.kept, consent.AUTHENTICATE.kept</extracomment>
        <translation>Las guardamos, cifradas, durante {kept}. Después se borran.</translation>
    </message>
    <message>
        <source>We take pictures of your face, and of your passport or identity card.</source>
        <extracomment>consent.ONBOARD.taken</extracomment>
        <translation>Tomamos fotos de su cara y de su pasaporte o documento de identidad.</translation>
    </message>
    <message>
        <source>A computer program compares them, to check that the document is yours and that you are not registered yet.</source>
        <extracomment>consent.ONBOARD.purpose</extracomment>
        <translation>Un programa informático las compara para comprobar que el documento es suyo y que aún no figura en nuestros registros.</translation>
    </message>
    <message>
        <source>We keep them, encrypted, for {kept}. The picture that we recognise you by, and what a computer measures in it, stay for as long as you are our customer.</source>
        <extracomment>consent.ONBOARD.kept</extracomment>
        <translation>Las guardamos, cifradas, durante {kept}. La foto por la que le reconocemos, y lo que el ordenador mide en ella, se quedan mientras sea cliente nuestro.</translation>
    </message>
    <message>
        <source>A computer program compares them with the picture from when you became our customer, to check that it is you.</source>
        <extracomment>consent.AUTHENTICATE.purpose</extracomment>
        <translation>Un programa informático las compara con la foto de cuando se hizo cliente nuestro, para comprobar que es usted.</translation>
    </message>
    <message>
        <source>Thank you, it is you</source>
        <extracomment>approved.VERIFY.title, approved.AUTHENTICATE.title</extracomment>
        <translation>Gracias, es usted</translation>
    </message>
    <message>
        <source>You can go on.</source>
        <extracomment>approved.VERIFY.advice, approved.AUTHENTICATE.advice</extracomment>
        <translation>Puede continuar.</translation>
    </message>
    <message>
        <source>Welcome, all done</source>
        <extracomment>approved.ONBOARD.title</extracomment>
        <translation>Le damos la bienvenida: todo listo</translation>
    </message>
    <message>
        <source>We will recognise you from now on.</source>
        <extracomment>approved.ONBOARD.advice</extracomment>
        <translation>A partir de ahora le reconoceremos.</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Look into the camera</source>
        <extracomment>hints.NO_FACE</extracomment>
        <translation>Mire a la cámara</translation>
    </message>
    <message>
        <source>One person only, please</source>
        <extracomment>hints.SEVERAL_FACES</extracomment>
        <translation>Solo una persona, por favor</translation>
    </message>
    <message>
        <source>One moment, people are passing</source>
        <extracomment>hints.OTHERS_PASSING</extracomment>
        <translation>Un momento, está pasando gente</translation>
    </message>
    <message>
        <source>Move a little closer</source>
        <extracomment>hints.MOVE_CLOSER</extracomment>
        <translation>Acérquese un poco</translation>
    </message>
    <message>
        <source>Move back a little</source>
        <extracomment>hints.MOVE_BACK</extracomment>
        <translation>Aléjese un poco</translation>
    </message>
    <message>
        <source>Bring your face into the oval</source>
        <extracomment>hints.MOVE_TO_CENTRE</extracomment>
        <translation>Ponga la cara dentro del óvalo</translation>
    </message>
    <message>
        <source>Move a little to the left</source>
        <extracomment>hints.MOVE_LEFT</extracomment>
        <translation>Muévase un poco a la izquierda</translation>
    </message>
    <message>
        <source>Move a little to the right</source>
        <extracomment>hints.MOVE_RIGHT</extracomment>
        <translation>Muévase un poco a la derecha</translation>
    </message>
    <message>
        <source>Move up a little</source>
        <extracomment>hints.MOVE_UP</extracomment>
        <translation>Suba un poco</translation>
    </message>
    <message>
        <source>Move down a little</source>
        <extracomment>hints.MOVE_DOWN</extracomment>
        <translation>Baje un poco</translation>
    </message>
    <message>
        <source>Look straight ahead</source>
        <extracomment>hints.LOOK_STRAIGHT</extracomment>
        <translation>Mire al frente</translation>
    </message>
    <message>
        <source>Hold still</source>
        <extracomment>hints.HOLD_STILL</extracomment>
        <translation>No se mueva</translation>
    </message>
    <message>
        <source>Turn your head left</source>
        <extracomment>hints.TURN_LEFT</extracomment>
        <translation>Gire la cabeza a la izquierda</translation>
    </message>
    <message>
        <source>Turn your head right</source>
        <extracomment>hints.TURN_RIGHT</extracomment>
        <translation>Gire la cabeza a la derecha</translation>
    </message>
    <message>
        <source>Tip your head up</source>
        <extracomment>hints.TURN_UP</extracomment>
        <translation>Levante la cabeza</translation>
    </message>
    <message>
        <source>Tip your head down</source>
        <extracomment>hints.TURN_DOWN</extracomment>
        <translation>Baje la cabeza</translation>
    </message>
    <message>
        <source>Turn your head left and up</source>
        <extracomment>hints.TURN_LEFT_UP</extracomment>
        <translation>Gire la cabeza a la izquierda y arriba</translation>
    </message>
    <message>
        <source>Turn your head left and down</source>
        <extracomment>hints.TURN_LEFT_DOWN</extracomment>
        <translation>Gire la cabeza a la izquierda y abajo</translation>
    </message>
    <message>
        <source>Turn your head right and up</source>
        <extracomment>hints.TURN_RIGHT_UP</extracomment>
        <translation>Gire la cabeza a la derecha y arriba</translation>
    </message>
    <message>
        <source>Turn your head right and down</source>
        <extracomment>hints.TURN_RIGHT_DOWN</extracomment>
        <translation>Gire la cabeza a la derecha y abajo</translation>
    </message>
    <message>
        <source>Turn your head, do not lean</source>
        <extracomment>hints.TURN_NOT_SHIFT</extracomment>
        <translation>Gire la cabeza, sin inclinarse</translation>
    </message>
    <message>
        <source>Too dark: face the light</source>
        <extracomment>hints.TOO_DARK</extracomment>
        <translation>Muy oscuro: mire hacia la luz</translation>
    </message>
    <message>
        <source>Too bright: step out of the light</source>
        <extracomment>hints.TOO_BRIGHT</extracomment>
        <translation>Demasiada luz: apártese de ella</translation>
    </message>
    <message>
        <source>Well done</source>
        <extracomment>hints.DONE</extracomment>
        <translation>Muy bien</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>Liveness</source>
        <extracomment>measures.liveness</extracomment>
        <translation>Prueba de vida</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <extracomment>measures.quality</extracomment>
        <translation>Calidad de la imagen</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>measures.document</extracomment>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Comparison of faces</source>
        <extracomment>measures.face_match</extracomment>
        <translation>Comparación de rostros</translation>
    </message>
    <message>
        <source>Search for duplicates</source>
        <extracomment>measures.duplicate_search</extracomment>
        <translation>Búsqueda de duplicados</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <extracomment>measures.enrolment</extracomment>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Decision of staff</source>
        <extracomment>measures.review</extracomment>
        <translation>Decisión del empleado</translation>
    </message>
    <message>
        <source>Selfie</source>
        <extracomment>measures.selfie</extracomment>
        <translation>Foto del rostro</translation>
    </message>
    <message>
        <source>Photo on the document</source>
        <extracomment>measures.portrait</extracomment>
        <translation>Foto del documento</translation>
    </message>
    <message>
        <source>Front of the document</source>
        <extracomment>measures.page-front</extracomment>
        <translation>Anverso del documento</translation>
    </message>
    <message>
        <source>Back of the document</source>
        <extracomment>measures.page-back</extracomment>
        <translation>Reverso del documento</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>measures.name</extracomment>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Surname</source>
        <extracomment>measures.surname</extracomment>
        <translation>Apellidos</translation>
    </message>
    <message>
        <source>Given names</source>
        <extracomment>measures.given_names</extracomment>
        <translation>Nombre de pila</translation>
    </message>
    <message>
        <source>Document number</source>
        <extracomment>measures.document_number</extracomment>
        <translation>Número del documento</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <extracomment>measures.date_of_birth</extracomment>
        <translation>Fecha de nacimiento</translation>
    </message>
    <message>
        <source>Valid until</source>
        <extracomment>measures.date_of_expiry</extracomment>
        <translation>Válido hasta</translation>
    </message>
    <message>
        <source>Nationality</source>
        <extracomment>measures.nationality</extracomment>
        <translation>Nacionalidad</translation>
    </message>
    <message>
        <source>Issuing state</source>
        <extracomment>measures.issuing_state</extracomment>
        <translation>Estado emisor</translation>
    </message>
    <message>
        <source>Sex</source>
        <extracomment>measures.sex</extracomment>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Similarity of the faces</source>
        <extracomment>measures.similarity</extracomment>
        <translation>Parecido de los rostros</translation>
    </message>
    <message>
        <source>Similarity that is needed</source>
        <extracomment>measures.threshold</extracomment>
        <translation>Parecido necesario</translation>
    </message>
    <message>
        <source>Similarity with another customer</source>
        <extracomment>measures.duplicate_similarity</extracomment>
        <translation>Parecido con otro cliente</translation>
    </message>
    <message>
        <source>Similarity with the photo of the document</source>
        <extracomment>measures.id_photo_similarity</extracomment>
        <translation>Parecido con la foto del documento</translation>
    </message>
    <message>
        <source>Similarity of the pictures with each other</source>
        <extracomment>measures.same_person</extracomment>
        <translation>Parecido de las imágenes entre sí</translation>
    </message>
    <message>
        <source>Similarity of further pictures with the document</source>
        <extracomment>measures.document_frames</extracomment>
        <translation>Parecido de otras imágenes con el documento</translation>
    </message>
    <message>
        <source>Pictures judged</source>
        <extracomment>measures.frames</extracomment>
        <translation>Imágenes evaluadas</translation>
    </message>
    <message>
        <source>Circles reached</source>
        <extracomment>measures.targets_reached</extracomment>
        <translation>Círculos alcanzados</translation>
    </message>
    <message>
        <source>Smallest turn of the head (°)</source>
        <extracomment>measures.turn_deg</extracomment>
        <translation>Menor giro de la cabeza (°)</translation>
    </message>
    <message>
        <source>Good pictures at a circle</source>
        <extracomment>measures.good_frames</extracomment>
        <translation>Imágenes buenas en un círculo</translation>
    </message>
    <message>
        <source>Duration (s)</source>
        <extracomment>measures.seconds</extracomment>
        <translation>Duración (s)</translation>
    </message>
    <message>
        <source>Time allowed, times the usual</source>
        <extracomment>measures.time_factor</extracomment>
        <translation>Tiempo permitido, veces el habitual</translation>
    </message>
    <message>
        <source>Pictures compared</source>
        <extracomment>measures.frames_compared</extracomment>
        <translation>Imágenes comparadas</translation>
    </message>
    <message>
        <source>Pictures not compared</source>
        <extracomment>measures.frames_not_compared</extracomment>
        <translation>Imágenes no comparadas</translation>
    </message>
    <message>
        <source>Pictures of somebody else</source>
        <extracomment>measures.strange_frames</extracomment>
        <translation>Imágenes de otra persona</translation>
    </message>
    <message>
        <source>Coloured light shown</source>
        <extracomment>measures.light_shown</extracomment>
        <translation>Luz de color mostrada</translation>
    </message>
    <message>
        <source>Coloured light declined</source>
        <extracomment>measures.light_left_out</extracomment>
        <translation>Luz de color rechazada</translation>
    </message>
    <message>
        <source>Depth: way of the nose in a turn</source>
        <extracomment>measures.nose_slope</extracomment>
        <translation>Profundidad: recorrido de la nariz en el giro</translation>
    </message>
    <message>
        <source>Depth: evenness of that way</source>
        <extracomment>measures.nose_fit</extracomment>
        <translation>Profundidad: regularidad de ese recorrido</translation>
    </message>
    <message>
        <source>Depth: parallax of the nose</source>
        <extracomment>measures.nose_parallax</extracomment>
        <translation>Profundidad: paralaje de la nariz</translation>
    </message>
    <message>
        <source>Shape: width of the face in a turn</source>
        <extracomment>measures.width_slope</extracomment>
        <translation>Forma: anchura del rostro en el giro</translation>
    </message>
    <message>
        <source>Shape: width that stays</source>
        <extracomment>measures.width_kept</extracomment>
        <translation>Forma: anchura que se mantiene</translation>
    </message>
    <message>
        <source>Movement of the face in a turn</source>
        <extracomment>measures.face_slope</extracomment>
        <translation>Movimiento del rostro en el giro</translation>
    </message>
    <message>
        <source>Fastest turn (° a second)</source>
        <extracomment>measures.fastest_deg_s</extracomment>
        <translation>Giro más rápido (° por segundo)</translation>
    </message>
    <message>
        <source>Movement of the eyes</source>
        <extracomment>measures.eye_movement</extracomment>
        <translation>Movimiento de los ojos</translation>
    </message>
    <message>
        <source>Movement of the room (pixels)</source>
        <extracomment>measures.room_px</extracomment>
        <translation>Movimiento del entorno (píxeles)</translation>
    </message>
    <message>
        <source>Likeness to the room of this terminal</source>
        <extracomment>measures.room_known</extracomment>
        <translation>Parecido con la sala de este terminal</translation>
    </message>
    <message>
        <source>Changes of expression</source>
        <extracomment>measures.expression</extracomment>
        <translation>Cambios de expresión</translation>
    </message>
    <message>
        <source>Reflection of the coloured light</source>
        <extracomment>measures.light_answer</extracomment>
        <translation>Reflejo de la luz de color</translation>
    </message>
    <message>
        <source>Sudden change of the face</source>
        <extracomment>measures.face_step</extracomment>
        <translation>Cambio brusco del rostro</translation>
    </message>
    <message>
        <source>Sudden change of brightness</source>
        <extracomment>measures.brightness_step</extracomment>
        <translation>Cambio brusco de luminosidad</translation>
    </message>
    <message>
        <source>Sudden change of colours</source>
        <extracomment>measures.colour_step</extracomment>
        <translation>Cambio brusco de colores</translation>
    </message>
    <message>
        <source>Sudden change of the background</source>
        <extracomment>measures.scene_step</extracomment>
        <translation>Cambio brusco del fondo</translation>
    </message>
    <message>
        <source>Pattern of a screen</source>
        <extracomment>measures.moire</extracomment>
        <translation>Trama de una pantalla</translation>
    </message>
    <message>
        <source>Noise of the sensor</source>
        <extracomment>measures.sensor_noise</extracomment>
        <translation>Ruido del sensor</translation>
    </message>
    <message>
        <source>Suspicion of an attack</source>
        <extracomment>measures.suspicion</extracomment>
        <translation>Sospecha de ataque</translation>
    </message>
    <message>
        <source>Depth: relief of the face</source>
        <extracomment>measures.relief</extracomment>
        <translation>Profundidad: relieve del rostro</translation>
    </message>
    <message>
        <source>Depth: relief beyond a bent picture</source>
        <extracomment>measures.relief_beyond_bend</extracomment>
        <translation>Profundidad: relieve mayor que el de una imagen curvada</translation>
    </message>
    <message>
        <source>Depth: shape of the relief</source>
        <extracomment>measures.relief_shape</extracomment>
        <translation>Profundidad: forma del relieve</translation>
    </message>
    <message>
        <source>Growth of the face while coming near</source>
        <extracomment>measures.growth</extracomment>
        <translation>Aumento del rostro al acercarse</translation>
    </message>
    <message>
        <source>Fit into the oval</source>
        <extracomment>measures.fit</extracomment>
        <translation>Ajuste al óvalo</translation>
    </message>
    <message>
        <source>Place of the face at the beginning</source>
        <extracomment>measures.initial_face_overlap</extracomment>
        <translation>Posición del rostro al principio</translation>
    </message>
    <message>
        <source>Width of the face at the beginning</source>
        <extracomment>measures.start_width</extracomment>
        <translation>Anchura del rostro al principio</translation>
    </message>
    <message>
        <source>Largest jump</source>
        <extracomment>measures.largest_jump</extracomment>
        <translation>Mayor salto</translation>
    </message>
    <message>
        <source>Agreement with the coloured light</source>
        <extracomment>measures.light_correlation</extracomment>
        <translation>Concordancia con la luz de color</translation>
    </message>
    <message>
        <source>Delay of the light (s)</source>
        <extracomment>measures.light_lag_s</extracomment>
        <translation>Retraso de la luz (s)</translation>
    </message>
    <message>
        <source>Contrast of the light</source>
        <extracomment>measures.light_contrast</extracomment>
        <translation>Contraste de la luz</translation>
    </message>
    <message>
        <source>Coloured light beside the face, over the face&apos;s</source>
        <extracomment>measures.light_beside</extracomment>
        <translation>Luz de color junto al rostro, respecto a la del rostro</translation>
    </message>
    <message>
        <source>Confidence of the liveness service</source>
        <extracomment>measures.service_confidence</extracomment>
        <translation>Confianza del servicio de prueba de vida</translation>
    </message>
    <message>
        <source>Further pictures</source>
        <extracomment>measures.audit_images</extracomment>
        <translation>Otras imágenes</translation>
    </message>
    <message>
        <source>Terminal with a key of its own</source>
        <extracomment>measures.terminal_attested</extracomment>
        <translation>Terminal con clave propia</translation>
    </message>
    <message>
        <source>Camera known</source>
        <extracomment>measures.camera_device_known</extracomment>
        <translation>Cámara conocida</translation>
    </message>
    <message>
        <source>Pictures of the camera measured</source>
        <extracomment>measures.camera_stream_measured</extracomment>
        <translation>Imágenes de la cámara medidas</translation>
    </message>
    <message>
        <source>Noise of the camera measured</source>
        <extracomment>measures.camera_noise_measured</extracomment>
        <translation>Ruido de la cámara medido</translation>
    </message>
    <message>
        <source>Time between pictures (ms)</source>
        <extracomment>measures.camera_interval_ms</extracomment>
        <translation>Tiempo entre imágenes (ms)</translation>
    </message>
    <message>
        <source>Deviation of that time (ms)</source>
        <extracomment>measures.camera_interval_deviation_ms</extracomment>
        <translation>Desviación de ese tiempo (ms)</translation>
    </message>
    <message>
        <source>Share of repeated pictures</source>
        <extracomment>measures.camera_repeated_share</extracomment>
        <translation>Proporción de imágenes repetidas</translation>
    </message>
    <message>
        <source>Pictures that came back</source>
        <extracomment>measures.camera_returned</extracomment>
        <translation>Imágenes que volvieron</translation>
    </message>
    <message>
        <source>Share of pictures without noise</source>
        <extracomment>measures.camera_silent_share</extracomment>
        <translation>Proporción de imágenes sin ruido</translation>
    </message>
    <message>
        <source>Noise of the camera</source>
        <extracomment>measures.camera_noise_level</extracomment>
        <translation>Ruido de la cámara</translation>
    </message>
    <message>
        <source>Selfie: turned aside (°)</source>
        <extracomment>measures.selfie_yaw_deg, measures.reference_yaw_deg, measures.selfie_yaw</extracomment>
        <translation>Foto del rostro: girada hacia un lado (°)</translation>
    </message>
    <message>
        <source>Selfie: tipped up or down (°)</source>
        <extracomment>measures.selfie_pitch_deg, measures.reference_pitch_deg, measures.selfie_pitch</extracomment>
        <translation>Foto del rostro: inclinada hacia arriba o abajo (°)</translation>
    </message>
    <message>
        <source>Selfie: sharpness</source>
        <extracomment>measures.selfie_sharpness, measures.reference_sharpness</extracomment>
        <translation>Foto del rostro: nitidez</translation>
    </message>
    <message>
        <source>Selfie: brightness</source>
        <extracomment>measures.selfie_brightness, measures.reference_brightness</extracomment>
        <translation>Foto del rostro: luminosidad</translation>
    </message>
    <message>
        <source>Selfie: covered</source>
        <extracomment>measures.selfie_occlusion</extracomment>
        <translation>Foto del rostro: cubierta</translation>
    </message>
    <message>
        <source>Selfie: size of the face (pixels)</source>
        <extracomment>measures.selfie_size</extracomment>
        <translation>Foto del rostro: tamaño del rostro (píxeles)</translation>
    </message>
    <message>
        <source>Selfie: not over-exposed</source>
        <extracomment>measures.selfie_over_exposure_prevention</extracomment>
        <translation>Foto del rostro: sin exceso de luz</translation>
    </message>
    <message>
        <source>Photo on the document: turned aside (°)</source>
        <extracomment>measures.portrait_yaw_deg, measures.portrait_yaw</extracomment>
        <translation>Foto del documento: girada hacia un lado (°)</translation>
    </message>
    <message>
        <source>Photo on the document: tipped up or down (°)</source>
        <extracomment>measures.portrait_pitch_deg, measures.portrait_pitch</extracomment>
        <translation>Foto del documento: inclinada hacia arriba o abajo (°)</translation>
    </message>
    <message>
        <source>Photo on the document: sharpness</source>
        <extracomment>measures.portrait_sharpness</extracomment>
        <translation>Foto del documento: nitidez</translation>
    </message>
    <message>
        <source>Photo on the document: brightness</source>
        <extracomment>measures.portrait_brightness</extracomment>
        <translation>Foto del documento: luminosidad</translation>
    </message>
    <message>
        <source>Photo on the document: covered</source>
        <extracomment>measures.portrait_occlusion</extracomment>
        <translation>Foto del documento: cubierta</translation>
    </message>
    <message>
        <source>Photo on the document: size of the face (pixels)</source>
        <extracomment>measures.portrait_size</extracomment>
        <translation>Foto del documento: tamaño del rostro (píxeles)</translation>
    </message>
    <message>
        <source>Photo on the document: not over-exposed</source>
        <extracomment>measures.portrait_over_exposure_prevention</extracomment>
        <translation>Foto del documento: sin exceso de luz</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Not decided yet</source>
        <extracomment>outcomes.OPEN</extracomment>
        <translation>Aún sin decidir</translation>
    </message>
    <message>
        <source>Approved</source>
        <extracomment>outcomes.APPROVED</extracomment>
        <translation>Aprobado</translation>
    </message>
    <message>
        <source>Failed</source>
        <extracomment>outcomes.FAILED</extracomment>
        <translation>No superado</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <extracomment>outcomes.INCOMPLETE</extracomment>
        <translation>Incompleto</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <extracomment>outcomes.ABANDONED</extracomment>
        <translation>Abandonado</translation>
    </message>
</context>
<context>
    <name>PageHint</name>
    <message>
        <source>Hold your document in front of the camera</source>
        <extracomment>page_hints.SHOW</extracomment>
        <translation>Ponga el documento delante de la cámara</translation>
    </message>
    <message>
        <source>Bring it a little closer</source>
        <extracomment>page_hints.CLOSER</extracomment>
        <translation>Acérquelo un poco</translation>
    </message>
    <message>
        <source>Hold it straight to the camera</source>
        <extracomment>page_hints.FLAT</extracomment>
        <translation>Sosténgalo de frente a la cámara</translation>
    </message>
    <message>
        <source>It is shining: tilt it a little</source>
        <extracomment>page_hints.GLARE</extracomment>
        <translation>Está brillando: inclínelo un poco</translation>
    </message>
    <message>
        <source>A little further away, and hold still</source>
        <extracomment>page_hints.BLURRED</extracomment>
        <translation>Aléjelo un poco y no lo mueva</translation>
    </message>
    <message>
        <source>Hold still</source>
        <extracomment>page_hints.HOLD_STILL</extracomment>
        <translation>No se mueva</translation>
    </message>
</context>
<context>
    <name>PanelNote</name>
    <message>
        <source>The terminal is unlocked.</source>
        <extracomment>panel_notes.UNLOCKED</extracomment>
        <translation>El terminal está desbloqueado.</translation>
    </message>
    <message>
        <source>The terminal was not locked.</source>
        <extracomment>panel_notes.NOT_LOCKED</extracomment>
        <translation>El terminal no estaba bloqueado.</translation>
    </message>
    <message>
        <source>Nobody was found.</source>
        <extracomment>panel_notes.CUSTOMER_UNKNOWN</extracomment>
        <translation>No se ha encontrado a nadie.</translation>
    </message>
    <message>
        <source>The logs are saved.</source>
        <extracomment>panel_notes.LOGS_SAVED</extracomment>
        <translation>Los registros se han guardado.</translation>
    </message>
    <message>
        <source>The logs could not be saved there.</source>
        <extracomment>panel_notes.LOGS_NOT_SAVED</extracomment>
        <translation>Los registros no se han podido guardar ahí.</translation>
    </message>
    <message>
        <source>Customers are filmed with this camera from now on.</source>
        <extracomment>panel_notes.CAMERA_ADMITTED</extracomment>
        <translation>A partir de ahora se graba a los clientes con esta cámara.</translation>
    </message>
    <message>
        <source>The pictures are turned from now on.</source>
        <extracomment>panel_notes.TURN_SAVED</extracomment>
        <translation>A partir de ahora se giran las imágenes.</translation>
    </message>
    <message>
        <source>The volume is kept.</source>
        <extracomment>panel_notes.VOLUME_SAVED</extracomment>
        <translation>El volumen queda guardado.</translation>
    </message>
    <message>
        <source>The volume is kept. This terminal has no voice that could be heard.</source>
        <extracomment>panel_notes.NO_VOICE</extracomment>
        <translation>El volumen queda guardado. Este terminal no tiene voz que se pueda oír.</translation>
    </message>
    <message>
        <source>This could not be saved: the data folder cannot be written.</source>
        <extracomment>panel_notes.NOT_SAVED</extracomment>
        <translation>No se ha podido guardar: no se puede escribir en la carpeta de datos.</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Face the light and take off anything that covers your face.</source>
        <extracomment>verdict_reasons.NO_FACE, verdict_reasons.LOW_CONFIDENCE</extracomment>
        <translation>Póngase de cara a la luz y quítese lo que le tape la cara.</translation>
    </message>
    <message>
        <source>Please be alone in front of the camera.</source>
        <extracomment>verdict_reasons.SEVERAL_FACES, verdict_reasons.PERSON_CHANGED</extracomment>
        <translation>Solo debe haber una persona delante de la cámara.</translation>
    </message>
    <message>
        <source>Keep your whole face inside the oval.</source>
        <extracomment>verdict_reasons.FACE_NOT_IN_AREA, verdict_reasons.FACE_LEFT_AREA</extracomment>
        <translation>Mantenga toda la cara dentro del óvalo.</translation>
    </message>
    <message>
        <source>Come a little closer, so that your face fills the oval.</source>
        <extracomment>verdict_reasons.FACE_TOO_SMALL</extracomment>
        <translation>Acérquese un poco, hasta que su cara llene el óvalo.</translation>
    </message>
    <message>
        <source>Move slowly and keep looking at the screen.</source>
        <extracomment>verdict_reasons.FACE_LOST, verdict_reasons.TOO_FEW_FRAMES, verdict_reasons.PATH_NOT_CONTINUOUS, verdict_reasons.APPEARANCE_CHANGED</extracomment>
        <translation>Muévase despacio y siga mirando a la pantalla.</translation>
    </message>
    <message>
        <source>Keep your body still and turn only your head to the circle.</source>
        <extracomment>verdict_reasons.TARGET_NOT_REACHED, verdict_reasons.HEAD_NOT_TURNED</extracomment>
        <translation>Mantenga el cuerpo quieto y gire solo la cabeza hacia el círculo.</translation>
    </message>
    <message>
        <source>Look straight ahead until the circle appears.</source>
        <extracomment>verdict_reasons.TARGET_ALREADY_REACHED</extracomment>
        <translation>Mire al frente hasta que aparezca el círculo.</translation>
    </message>
    <message>
        <source>Turn your head towards the circle.</source>
        <extracomment>verdict_reasons.WRONG_SIDE</extracomment>
        <translation>Gire la cabeza hacia el círculo.</translation>
    </message>
    <message>
        <source>The time ran out. Begin to turn as soon as the circle appears.</source>
        <extracomment>verdict_reasons.TIMED_OUT</extracomment>
        <translation>Se ha agotado el tiempo. Empiece a girar en cuanto aparezca el círculo.</translation>
    </message>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>verdict_reasons.NO_DEPTH, verdict_reasons.FACE_DEFORMED, verdict_reasons.FROZEN_FRAMES, verdict_reasons.FRAMES_MISSING, verdict_reasons.CHAIN_BROKEN, verdict_reasons.SCREEN_PATTERN, verdict_reasons.ATTACK_SUSPECTED, verdict_reasons.STREAM_FAILED, verdict_reasons.CAMERA_NOT_MEASURED, verdict_reasons.CLOCK_JUMPED</extracomment>
        <translation>No hemos podido confirmar este intento. Inténtelo de nuevo, por favor.</translation>
    </message>
    <message>
        <source>Relax your face, and take off anything that covers it.</source>
        <extracomment>verdict_reasons.FACE_TOO_RIGID</extracomment>
        <translation>Relaje la cara y quítese lo que la cubra.</translation>
    </message>
    <message>
        <source>Stand still while you turn your head. Nothing should move behind you.</source>
        <extracomment>verdict_reasons.ROOM_MOVED</extracomment>
        <translation>No mueva el cuerpo mientras gira la cabeza. Detrás de usted no debe moverse nada.</translation>
    </message>
    <message>
        <source>Keep looking at the circle while you turn your head.</source>
        <extracomment>verdict_reasons.EYES_NOT_ON_SCREEN</extracomment>
        <translation>Siga mirando al círculo mientras gira la cabeza.</translation>
    </message>
    <message>
        <source>Turn only your head, do not lean, and take your time.</source>
        <extracomment>verdict_reasons.MOVEMENT_UNNATURAL</extracomment>
        <translation>Gire solo la cabeza, sin inclinarse y sin prisa.</translation>
    </message>
    <message>
        <source>Come a little closer to the screen, away from windows and lamps.</source>
        <extracomment>verdict_reasons.LIGHT_NOT_REFLECTED</extracomment>
        <translation>Acérquese un poco a la pantalla, lejos de ventanas y lámparas.</translation>
    </message>
    <message>
        <source>No coloured light was shown, so a colleague confirms the check. Please ask for one.</source>
        <extracomment>verdict_reasons.LIGHT_NOT_SHOWN</extracomment>
        <translation>No se ha mostrado luz de color, por eso un empleado confirma la comprobación. Por favor, pida que venga alguien.</translation>
    </message>
    <message>
        <source>We could not match your face with the photo on your document.</source>
        <extracomment>verdict_reasons.FACE_MISMATCH</extracomment>
        <translation>Su cara no ha coincidido con la foto de su documento.</translation>
    </message>
    <message>
        <source>We cannot see your face well enough. Face the light and take off anything that covers it.</source>
        <extracomment>verdict_reasons.REFERENCE_UNUSABLE</extracomment>
        <translation>No vemos bien su cara. Póngase de cara a la luz y quítese lo que la tape.</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>verdict_reasons.TERMINAL_UNATTESTED, verdict_reasons.VIRTUAL_CAMERA, verdict_reasons.TIMING_TOO_PERFECT, verdict_reasons.PICTURES_RETURNED, verdict_reasons.CAMERA_SUSPECTED</extracomment>
        <translation>Por favor, pida ayuda a nuestro personal.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>The front: the side with your photo</source>
        <extracomment>sides.FRONT</extracomment>
        <translation>El anverso: el lado de la foto</translation>
    </message>
    <message>
        <source>The back of your document</source>
        <extracomment>sides.BACK</extracomment>
        <translation>El reverso de su documento</translation>
    </message>
    <message>
        <source>Picture of the front</source>
        <extracomment>page_names.FRONT</extracomment>
        <translation>Imagen del anverso</translation>
    </message>
    <message>
        <source>Picture of the back</source>
        <extracomment>page_names.BACK</extracomment>
        <translation>Imagen del reverso</translation>
    </message>
</context>
<context>
    <name>Source</name>
    <message>
        <source>lines at the edge</source>
        <extracomment>sources.MACHINE_READABLE_ZONE</extracomment>
        <translation>líneas del borde</translation>
    </message>
    <message>
        <source>print</source>
        <extracomment>sources.PRINTED</extracomment>
        <translation>texto impreso</translation>
    </message>
    <message>
        <source>barcode</source>
        <extracomment>sources.BARCODE</extracomment>
        <translation>código de barras</translation>
    </message>
</context>
<context>
    <name>StaffGate</name>
    <message>
        <source>Staff sign-in</source>
        <extracomment>staff_entry.BEGIN.title</extracomment>
        <translation>Acceso del personal</translation>
    </message>
    <message>
        <source>Enter your staff number and PIN to begin.</source>
        <extracomment>staff_entry.BEGIN.advice</extracomment>
        <translation>Introduzca su número de empleado y su PIN para empezar.</translation>
    </message>
    <message>
        <source>For our staff</source>
        <extracomment>staff_entry.PANEL.title</extracomment>
        <translation>Para nuestro personal</translation>
    </message>
    <message>
        <source>Please enter your staff number and PIN.</source>
        <extracomment>staff_entry.PANEL.advice, staff_entry.TERMINAL.advice</extracomment>
        <translation>Introduzca su número de empleado y su PIN.</translation>
    </message>
    <message>
        <source>Please call a colleague</source>
        <extracomment>staff_entry.WITHOUT_FACE.title</extracomment>
        <translation>Avise a un empleado</translation>
    </message>
    <message>
        <source>The camera is off. They look at your document, and enter number and PIN here.</source>
        <extracomment>staff_entry.WITHOUT_FACE.advice</extracomment>
        <translation>La cámara está apagada. El empleado mira su documento e introduce aquí su número y su PIN.</translation>
    </message>
    <message>
        <source>This terminal, for our staff</source>
        <extracomment>staff_entry.TERMINAL.title</extracomment>
        <translation>Para el personal</translation>
    </message>
</context>
<context>
    <name>StepReason</name>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>step_reasons.FACE_MISMATCH.VERIFY</extracomment>
        <translation>No hemos podido confirmar este intento. Inténtelo de nuevo, por favor.</translation>
    </message>
    <message>
        <source>Your face does not match the photo on the document.</source>
        <extracomment>step_reasons.FACE_MISMATCH.ONBOARD</extracomment>
        <translation>Su cara no coincide con la foto del documento.</translation>
    </message>
    <message>
        <source>This face and this customer number do not belong together. Please check the number.</source>
        <extracomment>step_reasons.FACE_MISMATCH.AUTHENTICATE</extracomment>
        <translation>Esta cara y este número de cliente no se corresponden. Compruebe el número, por favor.</translation>
    </message>
    <message>
        <source>We cannot see your face well enough. Face the light and take off anything that covers it.</source>
        <extracomment>step_reasons.FACE_QUALITY_TOO_LOW, step_reasons.NO_FACE_FOUND</extracomment>
        <translation>No vemos bien su cara. Póngase de cara a la luz y quítese lo que la tape.</translation>
    </message>
    <message>
        <source>It seems that you are a customer already. Please ask a member of staff.</source>
        <extracomment>step_reasons.DUPLICATE_FOUND</extracomment>
        <translation>Parece que ya es cliente nuestro. Pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>This customer number is taken. Please ask a member of staff.</source>
        <extracomment>step_reasons.CUSTOMER_EXISTS</extracomment>
        <translation>Este número de cliente ya está asignado. Pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>We do not know this customer number. Please ask a member of staff.</source>
        <extracomment>step_reasons.CUSTOMER_NOT_FOUND</extracomment>
        <translation>No conocemos este número de cliente. Pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>step_reasons.NO_FACE_ENROLLED, step_reasons.CANCELLED, step_reasons.TIMED_OUT</extracomment>
        <translation>Por favor, pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>Your face check has to be set up again. Please ask a member of staff.</source>
        <extracomment>step_reasons.MODELS_DIFFER</extracomment>
        <translation>Hay que volver a preparar su verificación facial. Pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>We could not read the document. Please ask a member of staff.</source>
        <extracomment>step_reasons.TOO_MANY_DOCUMENTS</extracomment>
        <translation>No hemos podido leer el documento. Pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>One of us will look at it. We will contact you.</source>
        <extracomment>step_reasons.SENT_TO_REVIEW</extracomment>
        <translation>Uno de nosotros lo revisará. Nos pondremos en contacto con usted.</translation>
    </message>
</context>
<context>
    <name>TextKey</name>
    <message>
        <source>Face check</source>
        <extracomment>texts.PRODUCT</extracomment>
        <translation>Verificación facial</translation>
    </message>
    <message>
        <source>DEMONSTRATION</source>
        <extracomment>texts.DEMONSTRATION</extracomment>
        <translation>DEMOSTRACIÓN</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>texts.LANGUAGE</extracomment>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>texts.START</extracomment>
        <translation>Empezar</translation>
    </message>
    <message>
        <source>The camera is off until you press Start.</source>
        <extracomment>texts.ATTRACT_PRIVACY</extracomment>
        <translation>La cámara está apagada hasta que pulse Empezar.</translation>
    </message>
    <message>
        <source>Before we begin</source>
        <extracomment>texts.READY_TITLE</extracomment>
        <translation>Antes de empezar</translation>
    </message>
    <message>
        <source>Show your whole face</source>
        <extracomment>texts.TIP_FACE_TITLE</extracomment>
        <translation>Muestre toda la cara</translation>
    </message>
    <message>
        <source>Take off hat, mask and sunglasses.</source>
        <extracomment>texts.TIP_FACE_ADVICE</extracomment>
        <translation>Quítese el sombrero, la mascarilla y las gafas de sol.</translation>
    </message>
    <message>
        <source>An arm&apos;s length away</source>
        <extracomment>texts.TIP_DISTANCE_TITLE</extracomment>
        <translation>A un brazo de distancia</translation>
    </message>
    <message>
        <source>Then your face fills the oval.</source>
        <extracomment>texts.TIP_DISTANCE_ADVICE</extracomment>
        <translation>Así su cara llena el óvalo.</translation>
    </message>
    <message>
        <source>Be alone in the picture</source>
        <extracomment>texts.TIP_ALONE_TITLE</extracomment>
        <translation>Una sola persona en la imagen</translation>
    </message>
    <message>
        <source>With the light in front of you.</source>
        <extracomment>texts.TIP_ALONE_ADVICE</extracomment>
        <translation>Con la luz delante de usted.</translation>
    </message>
    <message>
        <source>Three circles appear, one after another. Turn your head towards each, and keep looking at it.</source>
        <extracomment>texts.READY_CIRCLES</extracomment>
        <translation>Aparecen tres círculos, uno tras otro. Gire la cabeza hacia cada uno sin dejar de mirarlo.</translation>
    </message>
    <message>
        <source>While you turn your head, the screen changes colour two or three times a second. If flickering light can give you a seizure or a headache, choose the check without it.</source>
        <extracomment>texts.READY_LIGHT</extracomment>
        <translation>Mientras gira la cabeza, la pantalla cambia de color dos o tres veces por segundo. Si la luz intermitente puede provocarle convulsiones o dolor de cabeza, elija la verificación sin ella.</translation>
    </message>
    <message>
        <source>The screen does not change colour while you turn your head. A colleague may confirm the check in its place.</source>
        <extracomment>texts.READY_LIGHT_OFF</extracomment>
        <translation>La pantalla no cambia de color mientras gira la cabeza. En su lugar, un empleado podrá confirmar la comprobación.</translation>
    </message>
    <message>
        <source>Four circles appear, one after another, all of them near. Turn your head towards each, and keep looking at it.</source>
        <extracomment>texts.READY_CIRCLES_NEAR</extracomment>
        <translation>Aparecen cuatro círculos, uno tras otro, todos cercanos. Gire la cabeza hacia cada uno y siga mirándolo.</translation>
    </message>
    <message>
        <source>I cannot turn far</source>
        <extracomment>texts.TURNS_LITTLE</extracomment>
        <translation>No puedo girar mucho la cabeza</translation>
    </message>
    <message>
        <source>Stand an arm&apos;s length away, then come nearer until your face fills the oval, and hold still.</source>
        <extracomment>texts.READY_NEAR</extracomment>
        <translation>Póngase a un brazo de distancia; después acérquese hasta que su cara llene el óvalo y no se mueva.</translation>
    </message>
    <message>
        <source>I cannot come nearer</source>
        <extracomment>texts.STAY_AWAY</extracomment>
        <translation>No puedo acercarme</translation>
    </message>
    <message>
        <source>At the end the whole screen changes colour about twice a second, for a few seconds. If flickering light can give you a seizure or a headache, choose the check without it.</source>
        <extracomment>texts.READY_LIGHT_NEAR</extracomment>
        <translation>Al final, toda la pantalla cambia de color unas dos veces por segundo, durante unos segundos. Si la luz intermitente puede provocarle convulsiones o dolor de cabeza, elija la verificación sin ella.</translation>
    </message>
    <message>
        <source>The screen does not change colour while you come nearer. A colleague may confirm the check in its place.</source>
        <extracomment>texts.READY_LIGHT_NEAR_OFF</extracomment>
        <translation>La pantalla no cambia de color mientras se acerca. En su lugar, un empleado podrá confirmar la comprobación.</translation>
    </message>
    <message>
        <source>No coloured light</source>
        <extracomment>texts.NO_LIGHT</extracomment>
        <translation>Sin luz de colores</translation>
    </message>
    <message>
        <source>Have your passport or identity card ready. We take pictures of it after the face check.</source>
        <extracomment>texts.READY_DOCUMENT</extracomment>
        <translation>Tenga a mano su pasaporte o documento de identidad. Lo fotografiamos después de la verificación facial.</translation>
    </message>
    <message>
        <source>You cannot turn your head, or would rather not? Ask a member of staff for another way.</source>
        <extracomment>texts.OTHER_WAY</extracomment>
        <translation>¿No puede o prefiere no girar la cabeza? Pida otra manera a nuestro personal.</translation>
    </message>
    <message>
        <source>You can do neither, or would rather not? Ask a member of staff for another way.</source>
        <extracomment>texts.OTHER_WAY_NEAR</extracomment>
        <translation>¿No puede o prefiere no hacer ninguna de las dos cosas? Pida otra manera a nuestro personal.</translation>
    </message>
    <message>
        <source>Go on with a colleague</source>
        <extracomment>texts.OTHER_WAY_BUTTON</extracomment>
        <translation>Continuar con un empleado</translation>
    </message>
    <message>
        <source>May we take pictures of you?</source>
        <extracomment>texts.CONSENT_TITLE</extracomment>
        <translation>¿Podemos tomarle fotos?</translation>
    </message>
    <message>
        <source>You decide. If you do not agree, a member of staff helps you in another way.</source>
        <extracomment>texts.CONSENT_CHOICE</extracomment>
        <translation>Usted decide. Si no está de acuerdo, nuestro personal le atenderá de otra manera.</translation>
    </message>
    <message>
        <source>I agree</source>
        <extracomment>texts.AGREE</extracomment>
        <translation>Estoy de acuerdo</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <extracomment>texts.DISAGREE</extracomment>
        <translation>No estoy de acuerdo</translation>
    </message>
    <message>
        <source>No picture was taken</source>
        <extracomment>texts.DECLINED_TITLE</extracomment>
        <translation>No se ha tomado ninguna foto</translation>
    </message>
    <message>
        <source>Please ask a member of staff. There is another way, without pictures of your face.</source>
        <extracomment>texts.DECLINED_LEAD</extracomment>
        <translation>Pida ayuda a nuestro personal. Hay otra manera, sin fotos de su cara.</translation>
    </message>
    <message numerus="yes">
        <source>{minutes} minutes</source>
        <extracomment>texts.KEPT_MINUTES</extracomment>
        <translation>
            <numerusform>{minutes} minuto</numerusform>
            <numerusform>{minutes} minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{hours} hours</source>
        <extracomment>texts.KEPT_HOURS</extracomment>
        <translation>
            <numerusform>{hours} hora</numerusform>
            <numerusform>{hours} horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{days} days</source>
        <extracomment>texts.KEPT_DAYS</extracomment>
        <translation>
            <numerusform>{days} día</numerusform>
            <numerusform>{days} días</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <extracomment>texts.CONTINUE</extracomment>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>texts.CANCEL</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>texts.RETRY</extracomment>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>texts.DONE</extracomment>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>texts.BACK</extracomment>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>texts.DELETE</extracomment>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Next line</source>
        <extracomment>texts.NEXT_LINE</extracomment>
        <translation>Línea siguiente</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>texts.CLOSE</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>For staff</source>
        <extracomment>texts.STAFF_BUTTON, texts.STAFF_HEADING</extracomment>
        <translation>Para el personal</translation>
    </message>
    <message>
        <source>Get in position</source>
        <extracomment>texts.CHALLENGE_STEP_POSITION</extracomment>
        <translation>Colóquese en su sitio</translation>
    </message>
    <message>
        <source>Turn to the circle</source>
        <extracomment>texts.CHALLENGE_STEP_TURN</extracomment>
        <translation>Gire hacia el círculo</translation>
    </message>
    <message>
        <source>Circle {number} of {count}</source>
        <extracomment>texts.CHALLENGE_STEP_TURNS</extracomment>
        <translation>Círculo {number} de {count}</translation>
    </message>
    <message>
        <source>Come nearer: {percent} %</source>
        <extracomment>texts.CHALLENGE_STEP_NEAR</extracomment>
        <translation>Acérquese: {percent} %</translation>
    </message>
    <message>
        <source>Checking</source>
        <extracomment>texts.CHALLENGE_STEP_CHECK, texts.CHECKING_TITLE</extracomment>
        <translation>Comprobando</translation>
    </message>
    <message>
        <source>Keep your eyes on the circle</source>
        <extracomment>texts.KEEP_LOOKING</extracomment>
        <translation>No deje de mirar al círculo</translation>
    </message>
    <message>
        <source>Keep your face in the oval</source>
        <extracomment>texts.KEEP_IN_OVAL</extracomment>
        <translation>Mantenga la cara en el óvalo</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <extracomment>texts.STARTING, texts.ONE_MOMENT</extracomment>
        <translation>Un momento, por favor</translation>
    </message>
    <message>
        <source>You can relax now. This takes a few seconds.</source>
        <extracomment>texts.CHECKING_LEAD</extracomment>
        <translation>Ya puede relajarse. Tarda unos segundos.</translation>
    </message>
    <message>
        <source>Thank you, it is you</source>
        <extracomment>texts.PASSED_TITLE</extracomment>
        <translation>Gracias, es usted</translation>
    </message>
    <message>
        <source>Thank you, all done</source>
        <extracomment>texts.PASSED_LIVE_TITLE</extracomment>
        <translation>Gracias, todo listo</translation>
    </message>
    <message>
        <source>Your face matches the photo on your document.</source>
        <extracomment>texts.PASSED_MATCH</extracomment>
        <translation>Su cara coincide con la foto de su documento.</translation>
    </message>
    <message>
        <source>The check was successful.</source>
        <extracomment>texts.PASSED_LIVE</extracomment>
        <translation>La verificación ha sido correcta.</translation>
    </message>
    <message>
        <source>That did not work yet</source>
        <extracomment>texts.FAILED_TITLE</extracomment>
        <translation>Todavía no ha funcionado</translation>
    </message>
    <message>
        <source>Or ask a member of staff: there is always another way.</source>
        <extracomment>texts.ASK_STAFF</extracomment>
        <translation>O pida ayuda a nuestro personal: siempre hay otra manera.</translation>
    </message>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>texts.TRY_AGAIN</extracomment>
        <translation>No hemos podido confirmar este intento. Inténtelo de nuevo, por favor.</translation>
    </message>
    <message numerus="yes">
        <source>This screen closes in {seconds} seconds. Touch it if you need more time.</source>
        <extracomment>texts.BACK_TO_START</extracomment>
        <translation>
            <numerusform>Esta pantalla se cierra en {seconds} segundo. Tóquela si necesita más tiempo.</numerusform>
            <numerusform>Esta pantalla se cierra en {seconds} segundos. Tóquela si necesita más tiempo.</numerusform>
        </translation>
    </message>
    <message>
        <source>We go on as soon as the camera works again. You need not do anything.</source>
        <extracomment>texts.TROUBLE_RECOVERS</extracomment>
        <translation>Continuaremos en cuanto la cámara vuelva a funcionar. No tiene que hacer nada.</translation>
    </message>
    <message>
        <source>If it does not help, ask a member of staff.</source>
        <extracomment>texts.TROUBLE_ASK_STAFF</extracomment>
        <translation>Si no funciona, pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>Your customer number</source>
        <extracomment>texts.CUSTOMER_ENTRY_TITLE</extracomment>
        <translation>Su número de cliente</translation>
    </message>
    <message>
        <source>You find it on your card or in a letter from us.</source>
        <extracomment>texts.CUSTOMER_ENTRY_LEAD</extracomment>
        <translation>Lo encontrará en su tarjeta o en una carta nuestra.</translation>
    </message>
    <message>
        <source>The customer&apos;s reference</source>
        <extracomment>texts.CUSTOMER_ENTRY_BY_STAFF_TITLE</extracomment>
        <translation>La referencia del cliente</translation>
    </message>
    <message>
        <source>The customer will be registered under this reference.</source>
        <extracomment>texts.CUSTOMER_ENTRY_BY_STAFF_LEAD</extracomment>
        <translation>El cliente quedará registrado con esta referencia.</translation>
    </message>
    <message>
        <source>Customer number</source>
        <extracomment>texts.CUSTOMER_NUMBER</extracomment>
        <translation>Número de cliente</translation>
    </message>
    <message>
        <source>Customer reference</source>
        <extracomment>texts.CUSTOMER_REFERENCE</extracomment>
        <translation>Referencia del cliente</translation>
    </message>
    <message>
        <source>Staff number</source>
        <extracomment>texts.STAFF_NUMBER</extracomment>
        <translation>Número de empleado</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>texts.PIN</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Take picture</source>
        <extracomment>texts.CAPTURE_PAGE</extracomment>
        <translation>Tomar foto</translation>
    </message>
    <message>
        <source>It has no back</source>
        <extracomment>texts.SKIP_BACK</extracomment>
        <translation>No tiene reverso</translation>
    </message>
    <message>
        <source>Choose files</source>
        <extracomment>texts.CHOOSE_FILES</extracomment>
        <translation>Elegir archivos</translation>
    </message>
    <message>
        <source>Pictures of the document: the front, then the back</source>
        <extracomment>texts.FILE_DIALOG_TITLE</extracomment>
        <translation>Imágenes del documento: el anverso y después el reverso</translation>
    </message>
    <message>
        <source>Pictures</source>
        <extracomment>texts.FILE_DIALOG_FILTER</extracomment>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Now turn your document over</source>
        <extracomment>texts.TURN_OVER</extracomment>
        <translation>Ahora dé la vuelta al documento</translation>
    </message>
    <message>
        <source>Well done</source>
        <extracomment>texts.PAGE_TAKEN</extracomment>
        <translation>Muy bien</translation>
    </message>
    <message>
        <source>Can you read everything?</source>
        <extracomment>texts.CHECK_PAGE_TITLE</extracomment>
        <translation>¿Puede leerlo todo?</translation>
    </message>
    <message>
        <source>The whole page should be sharp and without bright spots.</source>
        <extracomment>texts.CHECK_PAGE_LEAD</extracomment>
        <translation>Toda la página debe verse nítida y sin brillos.</translation>
    </message>
    <message>
        <source>Use this picture</source>
        <extracomment>texts.KEEP_PAGE</extracomment>
        <translation>Usar esta foto</translation>
    </message>
    <message>
        <source>Take it again</source>
        <extracomment>texts.RETAKE_PAGE</extracomment>
        <translation>Repetir la foto</translation>
    </message>
    <message>
        <source>We need another look at your document</source>
        <extracomment>texts.DOCUMENT_REFUSED_TITLE</extracomment>
        <translation>Necesitamos ver otra vez su documento</translation>
    </message>
    <message>
        <source>We need another look at your face</source>
        <extracomment>texts.SELFIE_REFUSED_TITLE</extracomment>
        <translation>Necesitamos ver otra vez su cara</translation>
    </message>
    <message>
        <source>We could not confirm that it is you</source>
        <extracomment>texts.REFUSED_TITLE</extracomment>
        <translation>No hemos podido confirmar que es usted</translation>
    </message>
    <message>
        <source>We are not quite finished</source>
        <extracomment>texts.INCOMPLETE_TITLE</extracomment>
        <translation>Aún no hemos terminado</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>texts.PLEASE_ASK_STAFF</extracomment>
        <translation>Por favor, pida ayuda a nuestro personal.</translation>
    </message>
    <message>
        <source>Your customer number is
{customer}
Please write it down.</source>
        <extracomment>texts.NEW_CUSTOMER_NUMBER</extracomment>
        <translation>Su número de cliente es
{customer}
Anótelo, por favor.</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <extracomment>texts.WRITTEN_DOWN</extracomment>
        <translation>Ya lo he anotado</translation>
    </message>
    <message>
        <source>What was recorded</source>
        <extracomment>texts.PANEL_TITLE</extracomment>
        <translation>Lo que se registró</translation>
    </message>
    <message>
        <source>{outcome} ({stage})</source>
        <extracomment>texts.ATTEMPT_STANDS</extracomment>
        <translation>{outcome} ({stage})</translation>
    </message>
    <message>
        <source>No scores were recorded.</source>
        <extracomment>texts.NO_SCORES</extracomment>
        <translation>No se registró ninguna puntuación.</translation>
    </message>
    <message>
        <source>not measured</source>
        <extracomment>texts.NOT_MEASURED</extracomment>
        <translation>no medido</translation>
    </message>
    <message>
        <source>Enrolled as {customer}</source>
        <extracomment>texts.ENROLLED_AS</extracomment>
        <translation>Registrado como {customer}</translation>
    </message>
    <message>
        <source>Further picture {number}</source>
        <extracomment>texts.FURTHER_PICTURE</extracomment>
        <translation>Otra imagen {number}</translation>
    </message>
    <message>
        <source>Agreed to pictures by the notice</source>
        <extracomment>texts.AGREED_TO</extracomment>
        <translation>Aceptó las fotos según el aviso</translation>
    </message>
    <message>
        <source>Document: {field}</source>
        <extracomment>texts.READ_ON_DOCUMENT</extracomment>
        <translation>Documento: {field}</translation>
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
        <translation>Motivo, para que conste</translation>
    </message>
    <message>
        <source>Document checked by hand</source>
        <extracomment>texts.DECISION_CHECKED_BY_HAND</extracomment>
        <translation>Documento revisado</translation>
    </message>
    <message>
        <source>Customer known in person</source>
        <extracomment>texts.DECISION_KNOWN_IN_PERSON</extracomment>
        <translation>Cliente conocido</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <extracomment>texts.DECISION_PICTURE_QUALITY</extracomment>
        <translation>Calidad de la imagen</translation>
    </message>
    <message>
        <source>Send to review</source>
        <extracomment>texts.DECIDE_REVIEW</extracomment>
        <translation>A revisión</translation>
    </message>
    <message>
        <source>Override</source>
        <extracomment>texts.DECIDE_OVERRIDE</extracomment>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Confirm identity</source>
        <extracomment>texts.DECIDE_WITHOUT_FACE</extracomment>
        <translation>Confirmar identidad</translation>
    </message>
    <message>
        <source>No face is compared. Look at the document and at the customer yourself, then confirm.</source>
        <extracomment>texts.NO_FACE_COMPARED</extracomment>
        <translation>No se compara ningún rostro. Mire usted el documento y al cliente, y después confirme.</translation>
    </message>
    <message>
        <source>Read document</source>
        <extracomment>texts.READ_DOCUMENT</extracomment>
        <translation>Leer el documento</translation>
    </message>
    <message>
        <source>Enrol</source>
        <extracomment>texts.ENROL</extracomment>
        <translation>Registrar</translation>
    </message>
    <message>
        <source>Finish</source>
        <extracomment>texts.FINISH</extracomment>
        <translation>Finalizar</translation>
    </message>
    <message>
        <source>Passed: {value}, at least {limit} is needed</source>
        <extracomment>texts.PASSED_AT_LEAST</extracomment>
        <translation>Superado: {value}, se necesita al menos {limit}</translation>
    </message>
    <message>
        <source>Passed: {value}, up to {limit} is allowed</source>
        <extracomment>texts.PASSED_BELOW</extracomment>
        <translation>Superado: {value}, se permite hasta {limit}</translation>
    </message>
    <message>
        <source>Not passed: {value}, at least {limit} is needed</source>
        <extracomment>texts.FAILED_AT_LEAST</extracomment>
        <translation>No superado: {value}, se necesita al menos {limit}</translation>
    </message>
    <message>
        <source>Not passed: {value}, only below {limit} is allowed</source>
        <extracomment>texts.FAILED_BELOW</extracomment>
        <translation>No superado: {value}, solo se permite por debajo de {limit}</translation>
    </message>
    <message>
        <source>{value}, no limit of its own</source>
        <extracomment>texts.WEIGHED</extracomment>
        <translation>{value}, sin límite propio</translation>
    </message>
    <message>
        <source>Are you still there?</source>
        <extracomment>texts.STILL_THERE</extracomment>
        <translation>¿Sigue ahí?</translation>
    </message>
    <message>
        <source>If not, we delete everything in {seconds} s and go back to the start.</source>
        <extracomment>texts.STILL_THERE_SECONDS</extracomment>
        <translation>Si no, borramos todo en {seconds} s y volvemos al inicio.</translation>
    </message>
    <message>
        <source>I am still here</source>
        <extracomment>texts.STILL_HERE</extracomment>
        <translation>Sigo aquí</translation>
    </message>
    <message>
        <source>This terminal</source>
        <extracomment>texts.TERMINAL_TITLE</extracomment>
        <translation>Este terminal</translation>
    </message>
    <message>
        <source>Ready for customers</source>
        <extracomment>texts.TERMINAL_READY</extracomment>
        <translation>Listo para clientes</translation>
    </message>
    <message>
        <source>Locked after too many tries</source>
        <extracomment>texts.TERMINAL_LOCKED</extracomment>
        <translation>Bloqueado tras demasiados intentos</translation>
    </message>
    <message>
        <source>Not working: {title} ({code})</source>
        <extracomment>texts.TERMINAL_NOT_READY</extracomment>
        <translation>No funciona: {title} ({code})</translation>
    </message>
    <message>
        <source>Taken out of service by staff</source>
        <extracomment>texts.TERMINAL_OUT_OF_SERVICE</extracomment>
        <translation>Puesto fuera de servicio por el personal</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>texts.TERMINAL_VERSION</extracomment>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Terminal</source>
        <extracomment>texts.TERMINAL_ID</extracomment>
        <translation>Este terminal</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>texts.UNLOCK</extracomment>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <extracomment>texts.OUT_OF_SERVICE</extracomment>
        <translation>Poner fuera de servicio</translation>
    </message>
    <message>
        <source>Put into service</source>
        <extracomment>texts.INTO_SERVICE</extracomment>
        <translation>Poner en servicio</translation>
    </message>
    <message>
        <source>Check camera</source>
        <extracomment>texts.CHECK_CAMERA</extracomment>
        <translation>Comprobar la cámara</translation>
    </message>
    <message>
        <source>Admit this camera</source>
        <extracomment>texts.ADMIT_CAMERA</extracomment>
        <translation>Admitir esta cámara</translation>
    </message>
    <message>
        <source>Turn pictures by {degrees}°</source>
        <extracomment>texts.TURN_CAMERA</extracomment>
        <translation>Girar las imágenes {degrees}°</translation>
    </message>
    <message>
        <source>Save logs</source>
        <extracomment>texts.EXPORT_LOGS</extracomment>
        <translation>Guardar registros</translation>
    </message>
    <message>
        <source>Folder for the logs</source>
        <extracomment>texts.LOG_FOLDER_TITLE</extracomment>
        <translation>Carpeta para los registros</translation>
    </message>
    <message>
        <source>Find customer</source>
        <extracomment>texts.FIND_CUSTOMER</extracomment>
        <translation>Buscar cliente</translation>
    </message>
    <message>
        <source>Enrolled here lately</source>
        <extracomment>texts.ENROLLED_LATELY</extracomment>
        <translation>Registrados aquí últimamente</translation>
    </message>
    <message>
        <source>{customer}, enrolled {when}</source>
        <extracomment>texts.CUSTOMER_FOUND</extracomment>
        <translation>{customer}, registro: {when}</translation>
    </message>
    <message>
        <source>Camera: {name}, {width} x {height}, {fps} pictures a second</source>
        <extracomment>texts.CAMERA_LINE</extracomment>
        <translation>Cámara: {name}, {width} x {height}, {fps} imágenes por segundo</translation>
    </message>
    <message>
        <source>This camera is admitted.</source>
        <extracomment>texts.CAMERA_IS_ADMITTED</extracomment>
        <translation>Esta cámara está admitida.</translation>
    </message>
    <message>
        <source>This camera is not admitted: no customer is filmed with it.</source>
        <extracomment>texts.CAMERA_IS_STRANGE</extracomment>
        <translation>Esta cámara no está admitida: no se graba a ningún cliente con ella.</translation>
    </message>
    <message>
        <source>Light: {brightness} of 255, {white} % of the picture is white</source>
        <extracomment>texts.CAMERA_LIGHT</extracomment>
        <translation>Luz: {brightness} de 255, el {white} % de la imagen es blanco</translation>
    </message>
    <message>
        <source>Print it</source>
        <extracomment>texts.PRINT_NUMBER</extracomment>
        <translation>Imprimirlo</translation>
    </message>
    <message>
        <source>Volume: {percent} %</source>
        <extracomment>texts.VOLUME</extracomment>
        <translation>Volumen: {percent} %</translation>
    </message>
    <message>
        <source>Try the volume</source>
        <extracomment>texts.TRY_VOLUME</extracomment>
        <translation>Probar el volumen</translation>
    </message>
    <message>
        <source>This terminal speaks this loudly.</source>
        <extracomment>texts.VOLUME_SAMPLE</extracomment>
        <translation>Este terminal habla con este volumen.</translation>
    </message>
    <message>
        <source>Help with seeing, hearing and pressing</source>
        <extracomment>texts.ACCESS_BUTTON</extracomment>
        <translation>Ayuda para ver, oír y pulsar</translation>
    </message>
    <message>
        <source>What makes it easier for you?</source>
        <extracomment>texts.ACCESS_TITLE</extracomment>
        <translation>¿Qué se lo hace más fácil?</translation>
    </message>
    <message>
        <source>Larger letters</source>
        <extracomment>texts.ACCESS_LARGE</extracomment>
        <translation>Letras más grandes</translation>
    </message>
    <message>
        <source>Everything is written larger; longer pages can be scrolled.</source>
        <extracomment>texts.ACCESS_LARGE_HELP</extracomment>
        <translation>Todo se escribe más grande; las páginas largas se desplazan.</translation>
    </message>
    <message>
        <source>High contrast</source>
        <extracomment>texts.ACCESS_CONTRAST</extracomment>
        <translation>Contraste alto</translation>
    </message>
    <message>
        <source>White and yellow on black.</source>
        <extracomment>texts.ACCESS_CONTRAST_HELP</extracomment>
        <translation>Blanco y amarillo sobre negro.</translation>
    </message>
    <message>
        <source>More time</source>
        <extracomment>texts.ACCESS_TIME</extracomment>
        <translation>Más tiempo</translation>
    </message>
    <message>
        <source>Every screen waits ten times as long for you.</source>
        <extracomment>texts.ACCESS_TIME_HELP</extracomment>
        <translation>Cada pantalla le espera diez veces más tiempo.</translation>
    </message>
    <message>
        <source>One key for everything</source>
        <extracomment>texts.ACCESS_ONE_KEY</extracomment>
        <translation>Una tecla para todo</translation>
    </message>
    <message>
        <source>The frame goes from button to button. Press any key, or touch the screen, to press the one in it.</source>
        <extracomment>texts.ACCESS_ONE_KEY_HELP</extracomment>
        <translation>El marco va de botón en botón. Pulse cualquier tecla, o toque la pantalla, para pulsar el que está dentro.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <extracomment>texts.ACCESS_SPEECH</extracomment>
        <translation>Leer en voz alta</translation>
    </message>
    <message>
        <source>A voice reads every screen and says where to turn.</source>
        <extracomment>texts.ACCESS_SPEECH_HELP</extracomment>
        <translation>Una voz lee cada pantalla y dice hacia dónde girar.</translation>
    </message>
    <message>
        <source>This terminal has no voice. Please ask a member of staff.</source>
        <extracomment>texts.ACCESS_NO_VOICE</extracomment>
        <translation>Este terminal no tiene voz. Por favor, pregunte a un empleado.</translation>
    </message>
    <message>
        <source>Say it again</source>
        <extracomment>texts.ACCESS_REPEAT</extracomment>
        <translation>Repetirlo</translation>
    </message>
    <message>
        <source>Pause the voice</source>
        <extracomment>texts.ACCESS_PAUSE</extracomment>
        <translation>Pausar la voz</translation>
    </message>
    <message>
        <source>Go on speaking</source>
        <extracomment>texts.ACCESS_RESUME</extracomment>
        <translation>Seguir hablando</translation>
    </message>
    <message>
        <source>Quieter</source>
        <extracomment>texts.ACCESS_QUIETER</extracomment>
        <translation>Más bajo</translation>
    </message>
    <message>
        <source>Louder</source>
        <extracomment>texts.ACCESS_LOUDER</extracomment>
        <translation>Más alto</translation>
    </message>
    <message>
        <source>Back to the check</source>
        <extracomment>texts.ACCESS_CLOSE</extracomment>
        <translation>Volver a la comprobación</translation>
    </message>
    <message>
        <source>I need more time</source>
        <extracomment>texts.MORE_TIME</extracomment>
        <translation>Necesito más tiempo</translation>
    </message>
    <message>
        <source>The screen stays, as often as you press this.</source>
        <extracomment>texts.MORE_TIME_HELP</extracomment>
        <translation>La pantalla se mantiene cada vez que pulse aquí.</translation>
    </message>
    <message>
        <source>This terminal reads aloud now. Tab goes to the next button and Enter presses it. F1 says it again, F2 pauses, F5 and F6 change the volume.</source>
        <extracomment>texts.SPEECH_WELCOME</extracomment>
        <translation>Este terminal lee ahora en voz alta. Tab pasa al botón siguiente y Enter lo pulsa. F1 repite, F2 hace una pausa, F5 y F6 cambian el volumen.</translation>
    </message>
    <message>
        <source>Buttons: {names}</source>
        <extracomment>texts.SPEECH_BUTTONS</extracomment>
        <translation>Botones: {names}</translation>
    </message>
    <message>
        <source>{name}, button</source>
        <extracomment>texts.SPEECH_BUTTON</extracomment>
        <translation>{name}, botón</translation>
    </message>
    <message>
        <source>{name}, button, not available yet</source>
        <extracomment>texts.SPEECH_UNAVAILABLE</extracomment>
        <translation>{name}, botón, todavía no disponible</translation>
    </message>
    <message>
        <source>{name}, chosen</source>
        <extracomment>texts.SPEECH_CHOSEN</extracomment>
        <translation>{name}, elegido</translation>
    </message>
    <message>
        <source>{name}, not chosen</source>
        <extracomment>texts.SPEECH_NOT_CHOSEN</extracomment>
        <translation>{name}, no elegido</translation>
    </message>
    <message>
        <source>{name}, to type in, {count} entered</source>
        <extracomment>texts.SPEECH_LINE</extracomment>
        <translation>{name}, para escribir, {count} introducidos</translation>
    </message>
    <message>
        <source>entered</source>
        <extracomment>texts.SPEECH_TYPED</extracomment>
        <translation>introducido</translation>
    </message>
    <message>
        <source>deleted</source>
        <extracomment>texts.SPEECH_DELETED</extracomment>
        <translation>borrado</translation>
    </message>
    <message>
        <source>What stands here is for you alone. Plug in headphones to hear it</source>
        <extracomment>texts.SPEECH_PRIVATE</extracomment>
        <translation>Lo que aparece aquí es solo para usted. Conecte unos auriculares para oírlo</translation>
    </message>
    <message>
        <source>In {seconds} seconds we go back to the start. Press any key to stay.</source>
        <extracomment>texts.SPEECH_TIMEOUT</extracomment>
        <translation>En {seconds} segundos volvemos al inicio. Pulse cualquier tecla para quedarse.</translation>
    </message>
    <message>
        <source>The program failed. The log says why.</source>
        <extracomment>texts.FAULT_UNKNOWN</extracomment>
        <translation>El programa ha fallado. El registro dice por qué.</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <extracomment>texts.CODE_LINE</extracomment>
        <translation>Código: {code}</translation>
    </message>
    <message>
        <source>Log: {file}</source>
        <extracomment>texts.LOG_LINE</extracomment>
        <translation>Registro: {file}</translation>
    </message>
</context>
</TS>
