<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Advice</name>
    <message>
        <source>Look straight into the camera.</source>
        <extracomment>selfie_advice.LOOK_STRAIGHT</extracomment>
        <translation>Regardez bien la caméra.</translation>
    </message>
    <message>
        <source>Keep your head level.</source>
        <extracomment>selfie_advice.LEVEL_HEAD</extracomment>
        <translation>Gardez la tête bien droite.</translation>
    </message>
    <message>
        <source>Hold your head still.</source>
        <extracomment>selfie_advice.HOLD_STILL</extracomment>
        <translation>Ne bougez pas la tête.</translation>
    </message>
    <message>
        <source>Face the light.</source>
        <extracomment>selfie_advice.MORE_LIGHT</extracomment>
        <translation>Tournez-vous vers la lumière.</translation>
    </message>
    <message>
        <source>Turn away from the bright light.</source>
        <extracomment>selfie_advice.LESS_LIGHT</extracomment>
        <translation>Éloignez-vous de la lumière vive.</translation>
    </message>
    <message>
        <source>Take off hat, mask and sunglasses.</source>
        <extracomment>selfie_advice.UNCOVER_FACE</extracomment>
        <translation>Retirez chapeau, masque et lunettes de soleil.</translation>
    </message>
    <message>
        <source>Come a little closer to the camera.</source>
        <extracomment>selfie_advice.COME_CLOSER</extracomment>
        <translation>Approchez-vous un peu de la caméra.</translation>
    </message>
    <message>
        <source>Hold the document straight to the camera.</source>
        <extracomment>portrait_advice.LOOK_STRAIGHT</extracomment>
        <translation>Tenez le document bien en face de la caméra.</translation>
    </message>
    <message>
        <source>Hold the document upright.</source>
        <extracomment>portrait_advice.LEVEL_HEAD</extracomment>
        <translation>Tenez le document à l’endroit.</translation>
    </message>
    <message>
        <source>Hold the document still.</source>
        <extracomment>portrait_advice.HOLD_STILL</extracomment>
        <translation>Ne bougez pas le document.</translation>
    </message>
    <message>
        <source>Hold the document in good light.</source>
        <extracomment>portrait_advice.MORE_LIGHT</extracomment>
        <translation>Tenez le document bien éclairé.</translation>
    </message>
    <message>
        <source>Tilt the document so that the photo does not shine.</source>
        <extracomment>portrait_advice.LESS_LIGHT</extracomment>
        <translation>Inclinez le document pour que la photo ne brille pas.</translation>
    </message>
    <message>
        <source>Keep your fingers off the photo.</source>
        <extracomment>portrait_advice.UNCOVER_FACE</extracomment>
        <translation>Ne mettez pas les doigts sur la photo.</translation>
    </message>
    <message>
        <source>Bring the document closer to the camera.</source>
        <extracomment>portrait_advice.COME_CLOSER</extracomment>
        <translation>Approchez le document de la caméra.</translation>
    </message>
</context>
<context>
    <name>BackendTask</name>
    <message>
        <source>One moment, please</source>
        <extracomment>waiting.CHECK_STAFF.title, waiting.BEGIN_WITHOUT_FACE.title, waiting.OPEN_TERMINAL.title, waiting.FETCH_EVIDENCE.title, waiting.DECIDE.title</extracomment>
        <translation>Un instant, s’il vous plaît</translation>
    </message>
    <message>
        <source>We are checking your staff number.</source>
        <extracomment>waiting.CHECK_STAFF.advice, waiting.BEGIN_WITHOUT_FACE.advice, waiting.OPEN_TERMINAL.advice</extracomment>
        <translation>Nous vérifions votre numéro d’agent.</translation>
    </message>
    <message>
        <source>Reading your document</source>
        <extracomment>waiting.READ_DOCUMENT.title</extracomment>
        <translation>Lecture de votre document</translation>
    </message>
    <message>
        <source>This takes a few seconds. You can put it away.</source>
        <extracomment>waiting.READ_DOCUMENT.advice</extracomment>
        <translation>Cela prend quelques secondes. Vous pouvez le ranger.</translation>
    </message>
    <message>
        <source>Almost done</source>
        <extracomment>waiting.ENROL.title</extracomment>
        <translation>C’est presque fini</translation>
    </message>
    <message>
        <source>We are setting up your face check.</source>
        <extracomment>waiting.ENROL.advice</extracomment>
        <translation>Nous préparons votre vérification du visage.</translation>
    </message>
    <message>
        <source>Checking</source>
        <extracomment>waiting.AUTHENTICATE.title</extracomment>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <extracomment>waiting.AUTHENTICATE.advice</extracomment>
        <translation>Cela prend quelques secondes.</translation>
    </message>
    <message>
        <source>We are getting what was recorded.</source>
        <extracomment>waiting.FETCH_EVIDENCE.advice</extracomment>
        <translation>Nous récupérons ce qui a été enregistré.</translation>
    </message>
    <message>
        <source>We record your decision.</source>
        <extracomment>waiting.DECIDE.advice</extracomment>
        <translation>Nous enregistrons votre décision.</translation>
    </message>
</context>
<context>
    <name>CameraFinding</name>
    <message>
        <source>The pictures are good.</source>
        <extracomment>camera_findings.GOOD</extracomment>
        <translation>Les images sont bonnes.</translation>
    </message>
    <message>
        <source>It is too dark: switch on a light in front of the customer.</source>
        <extracomment>camera_findings.TOO_DARK</extracomment>
        <translation>Il fait trop sombre : allumez une lampe devant le client.</translation>
    </message>
    <message>
        <source>It is too bright: keep lamps and windows out of the picture.</source>
        <extracomment>camera_findings.TOO_BRIGHT</extracomment>
        <translation>Il y a trop de lumière : écartez lampes et fenêtres de l’image.</translation>
    </message>
    <message>
        <source>Too few pictures a second: use another USB socket or cable.</source>
        <extracomment>camera_findings.SLOW</extracomment>
        <translation>Trop peu d’images par seconde : utilisez une autre prise ou un autre câble USB.</translation>
    </message>
    <message>
        <source>The camera is mounted on its side or upside down.</source>
        <extracomment>camera_findings.SIDEWAYS</extracomment>
        <translation>La caméra est montée sur le côté ou à l’envers.</translation>
    </message>
    <message>
        <source>The camera is mounted on its side or upside down: its pictures are turned from now on.</source>
        <extracomment>camera_findings.TURNED</extracomment>
        <translation>La caméra est montée sur le côté ou à l’envers : ses images sont désormais redressées.</translation>
    </message>
    <message>
        <source>No face is seen: stand before the camera and check again.</source>
        <extracomment>camera_findings.NO_FACE</extracomment>
        <translation>Aucun visage n’est visible : placez-vous devant la caméra et vérifiez à nouveau.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something went wrong on our side</source>
        <extracomment>errors.REQUEST_INVALID.title, errors.REQUEST_TIMEOUT.title, errors.REQUEST_HEAD_TOO_LARGE.title, errors.CONTENT_TYPE_REFUSED.title, errors.IMAGE_NOT_BASE64.title, errors.IMAGE_NOT_JPEG.title, errors.IMAGE_TRUNCATED.title, errors.IMAGE_SIZE_MISMATCH.title, errors.NO_FRAMES.title, errors.FRAME_OUT_OF_ORDER.title, errors.FRAME_CONFLICT.title, errors.TOKEN_INVALID.title, errors.TERMINAL_MISMATCH.title, errors.TERMINAL_SIGNATURE_INVALID.title, errors.TERMINAL_SIGNATURE_REPLAYED.title, errors.ANALYSIS_FAILED.title, errors.SERVICE_UNAVAILABLE.title, errors.STORAGE_FAILED.title, errors.STORAGE_FULL.title, errors.STORE_DAMAGED.title, errors.SECRETS_FAILED.title, errors.FRAMES_NOT_TAKEN.title, errors.LIVENESS_NOT_CARRIED_OUT.title, errors.LIVENESS_IN_PROGRESS.title, errors.INTERNAL_ERROR.title, errors.BACKEND_RESPONSE_INVALID.title, errors.STREAM_ANSWER_INVALID.title, errors.STREAM_ACCESS_REFUSED.title, errors.STREAM_SERVICE_FAILED.title, errors.RECORDING_FAILED.title, errors.COLLECTION_NOT_FOUND.title, errors.STEP_MISSING.title, errors.KYC_SESSION_FAILED.title, errors.LIVENESS_TOO_LOW.title, errors.FACE_MATCH_FAILED.title, errors.SIMILARITY_TOO_LOW.title</extracomment>
        <translation>Un problème est survenu de notre côté</translation>
    </message>
    <message>
        <source>It has nothing to do with you. Please try again.</source>
        <extracomment>errors.REQUEST_INVALID.advice, errors.REQUEST_TIMEOUT.advice, errors.REQUEST_HEAD_TOO_LARGE.advice, errors.CONTENT_TYPE_REFUSED.advice, errors.IMAGE_NOT_BASE64.advice, errors.IMAGE_NOT_JPEG.advice, errors.IMAGE_TRUNCATED.advice, errors.IMAGE_SIZE_MISMATCH.advice, errors.NO_FRAMES.advice, errors.FRAME_OUT_OF_ORDER.advice, errors.FRAME_CONFLICT.advice, errors.TOKEN_INVALID.advice, errors.TERMINAL_MISMATCH.advice, errors.TERMINAL_SIGNATURE_INVALID.advice, errors.TERMINAL_SIGNATURE_REPLAYED.advice, errors.ANALYSIS_FAILED.advice, errors.SERVICE_UNAVAILABLE.advice, errors.STORAGE_FAILED.advice, errors.STORAGE_FULL.advice, errors.STORE_DAMAGED.advice, errors.SECRETS_FAILED.advice, errors.FRAMES_NOT_TAKEN.advice, errors.LIVENESS_NOT_CARRIED_OUT.advice, errors.LIVENESS_IN_PROGRESS.advice, errors.INTERNAL_ERROR.advice, errors.BACKEND_RESPONSE_INVALID.advice, errors.STREAM_ANSWER_INVALID.advice, errors.STREAM_ACCESS_REFUSED.advice, errors.STREAM_SERVICE_FAILED.advice, errors.RECORDING_FAILED.advice, errors.COLLECTION_NOT_FOUND.advice, errors.STEP_MISSING.advice, errors.KYC_SESSION_FAILED.advice, errors.LIVENESS_TOO_LOW.advice, errors.FACE_MATCH_FAILED.advice, errors.SIMILARITY_TOO_LOW.advice</extracomment>
        <translation>Vous n’y êtes pour rien. Veuillez réessayer.</translation>
    </message>
    <message>
        <source>This picture is too large</source>
        <extracomment>errors.IMAGE_TOO_LARGE.title, errors.IMAGE_DIMENSIONS_EXCEEDED.title</extracomment>
        <translation>Cette image est trop grande</translation>
    </message>
    <message>
        <source>Choose a smaller one.</source>
        <extracomment>errors.IMAGE_TOO_LARGE.advice, errors.IMAGE_DIMENSIONS_EXCEEDED.advice</extracomment>
        <translation>Choisissez-en une plus petite.</translation>
    </message>
    <message>
        <source>This picture is too small</source>
        <extracomment>errors.IMAGE_TOO_SMALL.title</extracomment>
        <translation>Cette image est trop petite</translation>
    </message>
    <message>
        <source>Choose one in which the document can be read.</source>
        <extracomment>errors.IMAGE_TOO_SMALL.advice</extracomment>
        <translation>Choisissez-en une où le document est lisible.</translation>
    </message>
    <message>
        <source>We cannot see a face on your document</source>
        <extracomment>errors.ID_PHOTO_NO_FACE.title</extracomment>
        <translation>Nous ne voyons pas de visage sur votre document</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>errors.ID_PHOTO_NO_FACE.advice, errors.ID_PHOTO_SEVERAL_FACES.advice, errors.SETTINGS_INVALID.advice, errors.CONSENT_MISSING.advice, errors.SYNTHETIC_REFUSED.advice, errors.API_KEY_INVALID.advice, errors.TERMINAL_UNSIGNED.advice, errors.TERMINAL_UNKNOWN.advice, errors.TERMINAL_REVOKED.advice, errors.TERMINAL_DOUBLED.advice, errors.TERMINAL_EXISTS.advice, errors.TERMINAL_KEY_UNUSABLE.advice, errors.STORE_TAMPERED.advice, errors.NO_CHALLENGE_POSSIBLE.advice, errors.SESSION_NOT_FOUND.advice, errors.CAMERA_NOT_ADMITTED.advice, errors.CLIP_UNREADABLE.advice, errors.TERMINAL_IN_MAINTENANCE.advice, errors.LIBRARY_MISSING.advice, errors.MODEL_MISSING.advice, errors.MODEL_DAMAGED.advice, errors.RESOURCE_MISSING.advice, errors.DATA_FOLDER_UNUSABLE.advice, errors.PICTURE_MISSING.advice, errors.EVALUATION_ERROR.advice, errors.EVALUATION_INCOMPLETE.advice, errors.EVALUATION_INTERRUPTED.advice, errors.NOTHING_TO_EVALUATE.advice, errors.LABELS_MISSING.advice, errors.LABELS_INVALID.advice, errors.TOO_FEW_PEOPLE.advice, errors.OUTPUT_UNUSABLE.advice, errors.CUSTOMER_EXISTS.advice, errors.MODELS_DIFFER.advice, errors.KYC_SESSION_USED.advice</extracomment>
        <translation>Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>We see more than one face on your document</source>
        <extracomment>errors.ID_PHOTO_SEVERAL_FACES.title</extracomment>
        <translation>Nous voyons plus d’un visage sur votre document</translation>
    </message>
    <message>
        <source>This terminal is out of service</source>
        <extracomment>errors.SETTINGS_INVALID.title, errors.SYNTHETIC_REFUSED.title, errors.API_KEY_INVALID.title, errors.TERMINAL_UNSIGNED.title, errors.TERMINAL_UNKNOWN.title, errors.TERMINAL_REVOKED.title, errors.TERMINAL_DOUBLED.title, errors.TERMINAL_EXISTS.title, errors.TERMINAL_KEY_UNUSABLE.title, errors.LIBRARY_MISSING.title, errors.MODEL_MISSING.title, errors.MODEL_DAMAGED.title, errors.RESOURCE_MISSING.title, errors.DATA_FOLDER_UNUSABLE.title, errors.PICTURE_MISSING.title, errors.EVALUATION_ERROR.title, errors.EVALUATION_INCOMPLETE.title, errors.EVALUATION_INTERRUPTED.title, errors.NOTHING_TO_EVALUATE.title, errors.LABELS_MISSING.title, errors.LABELS_INVALID.title, errors.TOO_FEW_PEOPLE.title, errors.OUTPUT_UNUSABLE.title</extracomment>
        <translation>Cette borne est hors service</translation>
    </message>
    <message>
        <source>The time ran out</source>
        <extracomment>errors.CHALLENGE_NOT_FOUND.title, errors.CHALLENGE_CLOSED.title, errors.FRAME_LIMIT_REACHED.title, errors.TOKEN_EXPIRED.title, errors.STREAM_CREDENTIALS_EXPIRED.title, errors.STREAM_SESSION_OVER.title, errors.LIVENESS_NOT_PASSED.title, errors.ATTEMPT_NOT_FOUND.title, errors.KYC_SESSION_NOT_FOUND.title, errors.KYC_SESSION_EXPIRED.title</extracomment>
        <translation>Le temps est écoulé</translation>
    </message>
    <message>
        <source>Please try again.</source>
        <extracomment>errors.CHALLENGE_NOT_FOUND.advice, errors.CHALLENGE_CLOSED.advice, errors.FRAME_LIMIT_REACHED.advice, errors.TOKEN_EXPIRED.advice, errors.STREAM_CLOSED.advice, errors.STREAM_CREDENTIALS_EXPIRED.advice, errors.STREAM_SESSION_OVER.advice, errors.STREAM_VIDEO_REFUSED.advice, errors.LIVENESS_NOT_PASSED.advice, errors.ATTEMPT_NOT_FOUND.advice, errors.KYC_SESSION_NOT_FOUND.advice, errors.KYC_SESSION_EXPIRED.advice, errors.STAFF_REFUSED.advice</extracomment>
        <translation>Veuillez réessayer.</translation>
    </message>
    <message>
        <source>This check cannot begin here</source>
        <extracomment>errors.CONSENT_MISSING.title</extracomment>
        <translation>Cette vérification ne peut pas commencer ici</translation>
    </message>
    <message>
        <source>The clock of this terminal is wrong</source>
        <extracomment>errors.TERMINAL_CLOCK_WRONG.title</extracomment>
        <translation>L’horloge de cette borne n’est pas à l’heure</translation>
    </message>
    <message>
        <source>Please ask a member of staff to set its date and time.</source>
        <extracomment>errors.TERMINAL_CLOCK_WRONG.advice</extracomment>
        <translation>Demandez à un agent de régler la date et l’heure.</translation>
    </message>
    <message>
        <source>Our service is very busy</source>
        <extracomment>errors.BUSY.title, errors.STREAM_BUSY.title, errors.RATE_LIMITED.title</extracomment>
        <translation>Notre service est très sollicité</translation>
    </message>
    <message>
        <source>Please try again in a moment.</source>
        <extracomment>errors.BUSY.advice, errors.BACKEND_UNREACHABLE.advice, errors.BACKEND_TIMEOUT.advice, errors.STREAM_UNREACHABLE.advice, errors.STREAM_TIMEOUT.advice, errors.STREAM_BUSY.advice, errors.RATE_LIMITED.advice</extracomment>
        <translation>Veuillez réessayer dans un instant.</translation>
    </message>
    <message>
        <source>We cannot go on with this check</source>
        <extracomment>errors.STORE_TAMPERED.title</extracomment>
        <translation>Nous ne pouvons pas poursuivre cette vérification</translation>
    </message>
    <message>
        <source>We check this in another way</source>
        <extracomment>errors.NO_CHALLENGE_POSSIBLE.title</extracomment>
        <translation>Nous vérifions cela autrement</translation>
    </message>
    <message>
        <source>This check is no longer open</source>
        <extracomment>errors.SESSION_NOT_FOUND.title, errors.KYC_SESSION_USED.title</extracomment>
        <translation>Cette vérification est terminée</translation>
    </message>
    <message>
        <source>We cannot reach our service</source>
        <extracomment>errors.BACKEND_UNREACHABLE.title, errors.BACKEND_TIMEOUT.title, errors.STREAM_UNREACHABLE.title, errors.STREAM_TIMEOUT.title</extracomment>
        <translation>Notre service ne répond pas</translation>
    </message>
    <message>
        <source>The connection was interrupted</source>
        <extracomment>errors.STREAM_CLOSED.title</extracomment>
        <translation>La connexion a été interrompue</translation>
    </message>
    <message>
        <source>We could not use the pictures</source>
        <extracomment>errors.STREAM_VIDEO_REFUSED.title</extracomment>
        <translation>Nous n’avons pas pu utiliser les images</translation>
    </message>
    <message>
        <source>The camera is not working at the moment</source>
        <extracomment>errors.CAMERA_MISSING.title, errors.CAMERA_BUSY.title, errors.CAMERA_LOST.title</extracomment>
        <translation>La caméra ne fonctionne pas en ce moment</translation>
    </message>
    <message>
        <source>Please wait a little.</source>
        <extracomment>errors.CAMERA_MISSING.advice, errors.CAMERA_BUSY.advice, errors.CAMERA_LOST.advice</extracomment>
        <translation>Veuillez patienter un peu.</translation>
    </message>
    <message>
        <source>The camera cannot be used</source>
        <extracomment>errors.CAMERA_FORBIDDEN.title, errors.CAMERA_NOT_ADMITTED.title, errors.CLIP_UNREADABLE.title</extracomment>
        <translation>La caméra ne peut pas être utilisée</translation>
    </message>
    <message>
        <source>Please ask a member of staff to allow this program the camera.</source>
        <extracomment>errors.CAMERA_FORBIDDEN.advice</extracomment>
        <translation>Demandez à un agent d’autoriser ce programme à utiliser la caméra.</translation>
    </message>
    <message>
        <source>This terminal is being looked after</source>
        <extracomment>errors.TERMINAL_IN_MAINTENANCE.title</extracomment>
        <translation>Cette borne est en maintenance</translation>
    </message>
    <message>
        <source>This terminal is already open</source>
        <extracomment>errors.ALREADY_RUNNING.title</extracomment>
        <translation>Cette borne est déjà ouverte</translation>
    </message>
    <message>
        <source>It is open in another window.</source>
        <extracomment>errors.ALREADY_RUNNING.advice</extracomment>
        <translation>Elle est ouverte dans une autre fenêtre.</translation>
    </message>
    <message>
        <source>Too many attempts</source>
        <extracomment>errors.LOCKED_OUT.title</extracomment>
        <translation>Trop de tentatives</translation>
    </message>
    <message>
        <source>Please wait a while, or ask a member of staff.</source>
        <extracomment>errors.LOCKED_OUT.advice, errors.TOO_MANY_STARTS.advice</extracomment>
        <translation>Patientez un moment ou adressez-vous à un agent.</translation>
    </message>
    <message>
        <source>Too many tries in a short time</source>
        <extracomment>errors.TOO_MANY_STARTS.title</extracomment>
        <translation>Trop d’essais en peu de temps</translation>
    </message>
    <message>
        <source>We cannot see your face well enough</source>
        <extracomment>errors.NO_FACE_FOUND.title, errors.FACE_QUALITY_TOO_LOW.title</extracomment>
        <translation>Nous ne voyons pas assez bien votre visage</translation>
    </message>
    <message>
        <source>Face the light, take off anything that covers your face, and try again.</source>
        <extracomment>errors.NO_FACE_FOUND.advice, errors.FACE_QUALITY_TOO_LOW.advice</extracomment>
        <translation>Tournez-vous vers la lumière, retirez ce qui couvre votre visage et réessayez.</translation>
    </message>
    <message>
        <source>This file is not a picture we can read</source>
        <extracomment>errors.DOCUMENT_NOT_IMAGE.title</extracomment>
        <translation>Ce fichier n’est pas une image lisible</translation>
    </message>
    <message>
        <source>Choose a whole JPEG or PNG file.</source>
        <extracomment>errors.DOCUMENT_NOT_IMAGE.advice</extracomment>
        <translation>Choisissez un fichier JPEG ou PNG complet.</translation>
    </message>
    <message>
        <source>We cannot read your document</source>
        <extracomment>errors.DOCUMENT_PAGES_INVALID.title</extracomment>
        <translation>Nous ne pouvons pas lire votre document</translation>
    </message>
    <message>
        <source>Hold it straight, so that it does not shine, and try again.</source>
        <extracomment>errors.DOCUMENT_PAGES_INVALID.advice</extracomment>
        <translation>Tenez-le bien droit, sans reflets, et réessayez.</translation>
    </message>
    <message>
        <source>We do not know this customer number</source>
        <extracomment>errors.CUSTOMER_NOT_FOUND.title, errors.USER_NOT_FOUND.title</extracomment>
        <translation>Nous ne connaissons pas ce numéro de client</translation>
    </message>
    <message>
        <source>Check the number, or ask a member of staff.</source>
        <extracomment>errors.CUSTOMER_NOT_FOUND.advice, errors.USER_NOT_FOUND.advice</extracomment>
        <translation>Vérifiez le numéro ou adressez-vous à un agent.</translation>
    </message>
    <message>
        <source>This customer number is taken</source>
        <extracomment>errors.CUSTOMER_EXISTS.title</extracomment>
        <translation>Ce numéro de client est déjà attribué</translation>
    </message>
    <message>
        <source>Your face check has to be set up again</source>
        <extracomment>errors.MODELS_DIFFER.title</extracomment>
        <translation>Votre vérification du visage doit être refaite</translation>
    </message>
    <message>
        <source>This number or PIN is wrong</source>
        <extracomment>errors.STAFF_REFUSED.title</extracomment>
        <translation>Ce numéro ou ce code PIN est erroné</translation>
    </message>
    <message>
        <source>Your role does not allow this</source>
        <extracomment>errors.STAFF_NOT_ALLOWED.title</extracomment>
        <translation>Votre fonction ne permet pas cette action</translation>
    </message>
    <message>
        <source>Please ask a colleague whose role does.</source>
        <extracomment>errors.STAFF_NOT_ALLOWED.advice</extracomment>
        <translation>Veuillez demander à un collègue dont la fonction le permet.</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>A setting has a value that cannot be used.</source>
        <extracomment>faults.SETTINGS_INVALID</extracomment>
        <translation>Un réglage a une valeur inutilisable.</translation>
    </message>
    <message>
        <source>The data folder cannot be made or written.</source>
        <extracomment>faults.DATA_FOLDER_UNUSABLE</extracomment>
        <translation>Le dossier de données ne peut pas être créé ou écrit.</translation>
    </message>
    <message>
        <source>Two terminals cannot share a data folder.</source>
        <extracomment>faults.ALREADY_RUNNING</extracomment>
        <translation>Deux bornes ne peuvent pas partager un dossier de données.</translation>
    </message>
    <message>
        <source>The operating system lacks a library that the program needs.</source>
        <extracomment>faults.LIBRARY_MISSING</extracomment>
        <translation>Il manque au système une bibliothèque dont le programme a besoin.</translation>
    </message>
    <message>
        <source>A file of the program is missing or damaged. Install the program again.</source>
        <extracomment>faults.MODEL_MISSING, faults.MODEL_DAMAGED, faults.RESOURCE_MISSING</extracomment>
        <translation>Un fichier du programme manque ou est endommagé. Réinstallez le programme.</translation>
    </message>
    <message>
        <source>A picture that the command line names cannot be read.</source>
        <extracomment>faults.PICTURE_MISSING</extracomment>
        <translation>Une image indiquée sur la ligne de commande est illisible.</translation>
    </message>
    <message>
        <source>The key of this terminal cannot be read or kept.</source>
        <extracomment>faults.TERMINAL_KEY_UNUSABLE</extracomment>
        <translation>La clé de cette borne ne peut pas être lue ou conservée.</translation>
    </message>
    <message>
        <source>The database or its key cannot be read or written.</source>
        <extracomment>faults.STORAGE_FAILED</extracomment>
        <translation>La base de données ou sa clé ne peut pas être lue ou écrite.</translation>
    </message>
    <message>
        <source>The disk of the backend is full.</source>
        <extracomment>faults.STORAGE_FULL</extracomment>
        <translation>Le disque du serveur est plein.</translation>
    </message>
    <message>
        <source>A database is damaged and must be restored from a copy.</source>
        <extracomment>faults.STORE_DAMAGED</extracomment>
        <translation>Une base de données est endommagée et doit être restaurée depuis une copie.</translation>
    </message>
    <message>
        <source>The database holds what this program has not written.</source>
        <extracomment>faults.STORE_TAMPERED</extracomment>
        <translation>La base de données contient ce que ce programme n’a pas écrit.</translation>
    </message>
    <message>
        <source>The verification service on this computer could not be started.</source>
        <extracomment>faults.BACKEND_UNREACHABLE</extracomment>
        <translation>Le service de vérification de cet ordinateur n’a pas pu démarrer.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Show the whole page, with all four corners.</source>
        <extracomment>findings.NO_PAGE</extracomment>
        <translation>Montrez la page entière, avec ses quatre coins.</translation>
    </message>
    <message>
        <source>We see more than one document. Show one document, one side at a time.</source>
        <extracomment>findings.SEVERAL_DOCUMENTS</extracomment>
        <translation>Nous voyons plusieurs documents. Montrez-en un seul, un côté à la fois.</translation>
    </message>
    <message>
        <source>This looks like a copy in black and white. Please show the document itself.</source>
        <extracomment>findings.BLACK_AND_WHITE</extracomment>
        <translation>On dirait une copie en noir et blanc. Veuillez montrer le document original.</translation>
    </message>
    <message>
        <source>This looks like a copy or a screen. Show the document itself, or ask a member of staff.</source>
        <extracomment>findings.COPY_SUSPECTED</extracomment>
        <translation>On dirait une copie ou un écran. Montrez le document original ou adressez-vous à un agent.</translation>
    </message>
    <message>
        <source>We cannot read this kind of document here. Please show your passport or identity card.</source>
        <extracomment>findings.KIND_NOT_ACCEPTED</extracomment>
        <translation>Nous ne pouvons pas lire ce type de document ici. Montrez votre passeport ou votre carte d’identité.</translation>
    </message>
    <message>
        <source>Tilt the document a little, so that it does not shine.</source>
        <extracomment>findings.GLARE</extracomment>
        <translation>Inclinez un peu le document pour qu’il ne brille pas.</translation>
    </message>
    <message>
        <source>Hold the document still until the picture is taken.</source>
        <extracomment>findings.BLURRED</extracomment>
        <translation>Ne bougez pas le document jusqu’à la prise de la photo.</translation>
    </message>
    <message>
        <source>Bring the document closer to the camera.</source>
        <extracomment>findings.PAGE_TOO_SMALL</extracomment>
        <translation>Approchez le document de la caméra.</translation>
    </message>
    <message>
        <source>Open your passport at the page with your photo, and show that page.</source>
        <extracomment>findings.PHOTO_PAGE_MISSING</extracomment>
        <translation>Ouvrez votre passeport à la page de la photo et montrez-la.</translation>
    </message>
    <message>
        <source>Something covers the lines of letters at the edge. Keep your fingers off them.</source>
        <extracomment>findings.ZONE_COVERED</extracomment>
        <translation>Quelque chose couvre les lignes de lettres au bord. N’y mettez pas les doigts.</translation>
    </message>
    <message>
        <source>The lines of letters at the edge are covered, or not in the picture. Show the whole page.</source>
        <extracomment>findings.ZONE_MISSING</extracomment>
        <translation>Les lignes de lettres au bord sont couvertes ou hors de l’image. Montrez la page entière.</translation>
    </message>
    <message>
        <source>Please show the other side of your card, too.</source>
        <extracomment>findings.OTHER_SIDE_MISSING</extracomment>
        <translation>Montrez aussi l’autre côté de votre carte, s’il vous plaît.</translation>
    </message>
    <message>
        <source>We cannot read the text. Hold the page flat and in good light.</source>
        <extracomment>findings.UNREADABLE</extracomment>
        <translation>Nous ne pouvons pas lire le texte. Tenez la page à plat et bien éclairée.</translation>
    </message>
    <message>
        <source>We cannot see the photo. Show the side with the photo first.</source>
        <extracomment>findings.NO_PORTRAIT</extracomment>
        <translation>Nous ne voyons pas la photo. Montrez d’abord le côté de la photo.</translation>
    </message>
    <message>
        <source>We see more than one face. Show one document, and nothing else.</source>
        <extracomment>findings.SEVERAL_PORTRAITS</extracomment>
        <translation>Nous voyons plusieurs visages. Montrez un seul document et rien d’autre.</translation>
    </message>
    <message>
        <source>We cannot read the lines of letters at the edge. Show them clearly.</source>
        <extracomment>findings.CHECK_DIGIT_WRONG</extracomment>
        <translation>Nous ne pouvons pas lire les lignes de lettres au bord. Montrez-les bien.</translation>
    </message>
    <message>
        <source>This document has expired. Please use one that is still valid.</source>
        <extracomment>findings.EXPIRED</extracomment>
        <translation>Ce document a expiré. Veuillez en utiliser un en cours de validité.</translation>
    </message>
    <message>
        <source>What we read does not fit together. Show both sides of one document.</source>
        <extracomment>findings.FIELDS_DISAGREE</extracomment>
        <translation>Ce que nous lisons ne concorde pas. Montrez les deux côtés du même document.</translation>
    </message>
    <message>
        <source>We cannot check this document here. Please ask a member of staff.</source>
        <extracomment>findings.IMPLAUSIBLE</extracomment>
        <translation>Nous ne pouvons pas vérifier ce document ici. Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>Your date of birth is not complete on the document. Please ask a member of staff.</source>
        <extracomment>findings.BIRTH_INCOMPLETE</extracomment>
        <translation>Votre date de naissance est incomplète sur le document. Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>We could not read your whole name. Please ask a member of staff.</source>
        <extracomment>findings.NAME_TRUNCATED</extracomment>
        <translation>Nous n’avons pas pu lire votre nom complet. Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>We could not check everything on this document. Please ask a member of staff.</source>
        <extracomment>findings.UNCONFIRMED</extracomment>
        <translation>Nous n’avons pas pu tout vérifier sur ce document. Veuillez vous adresser à un agent.</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Confirm it is you</source>
        <extracomment>attract.VERIFY.title</extracomment>
        <translation>Confirmez que c’est bien vous</translation>
    </message>
    <message>
        <source>A quick look into the camera and a few movements of your head. It takes less than a minute.</source>
        <extracomment>attract.VERIFY.advice</extracomment>
        <translation>Un regard vers la caméra et quelques mouvements de tête. Moins d’une minute suffit.</translation>
    </message>
    <message>
        <source>Become a customer</source>
        <extracomment>attract.ONBOARD.title</extracomment>
        <translation>Devenez client</translation>
    </message>
    <message>
        <source>Have your passport or identity card ready. It takes about two minutes.</source>
        <extracomment>attract.ONBOARD.advice</extracomment>
        <translation>Préparez votre passeport ou votre carte d’identité. Cela prend environ deux minutes.</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <extracomment>attract.AUTHENTICATE.title</extracomment>
        <translation>Heureux de vous revoir</translation>
    </message>
    <message>
        <source>Enter your customer number, then look into the camera.</source>
        <extracomment>attract.AUTHENTICATE.advice</extracomment>
        <translation>Saisissez votre numéro de client, puis regardez la caméra.</translation>
    </message>
    <message>
        <source>We take pictures of your face while you look into the camera.</source>
        <extracomment>consent.VERIFY.taken, consent.AUTHENTICATE.taken</extracomment>
        <translation>Nous prenons des photos de votre visage pendant que vous regardez la caméra.</translation>
    </message>
    <message>
        <source>A computer program checks in them that you are a real person, and that it is you.</source>
        <extracomment>consent.VERIFY.purpose</extracomment>
        <translation>Un programme informatique y vérifie que vous êtes une vraie personne et que c’est bien vous.</translation>
    </message>
    <message>
        <source>We keep them, encrypted, for {kept}. Then they are deleted.</source>
        <extracomment>consent.VERIFY.kept, consent.AUTHENTICATE.kept</extracomment>
        <translation>Nous les gardons, chiffrées, pendant {kept}. Ensuite, elles sont effacées.</translation>
    </message>
    <message>
        <source>We take pictures of your face, and of your passport or identity card.</source>
        <extracomment>consent.ONBOARD.taken</extracomment>
        <translation>Nous prenons des photos de votre visage et de votre passeport ou carte d’identité.</translation>
    </message>
    <message>
        <source>A computer program compares them, to check that the document is yours and that you are not registered yet.</source>
        <extracomment>consent.ONBOARD.purpose</extracomment>
        <translation>Un programme informatique les compare pour vérifier que le document est le vôtre et que vous ne faites pas déjà partie de nos clients.</translation>
    </message>
    <message>
        <source>We keep them, encrypted, for {kept}. The picture that we recognise you by, and what a computer measures in it, stay for as long as you are our customer.</source>
        <extracomment>consent.ONBOARD.kept</extracomment>
        <translation>Nous les gardons, chiffrées, pendant {kept}. La photo qui nous sert à vous reconnaître, et ce que l’ordinateur y mesure, restent tant que vous faites partie de nos clients.</translation>
    </message>
    <message>
        <source>A computer program compares them with the picture from when you became our customer, to check that it is you.</source>
        <extracomment>consent.AUTHENTICATE.purpose</extracomment>
        <translation>Un programme informatique les compare à la photo de votre inscription, pour vérifier que c’est bien vous.</translation>
    </message>
    <message>
        <source>Thank you, it is you</source>
        <extracomment>approved.VERIFY.title, approved.AUTHENTICATE.title</extracomment>
        <translation>Merci, c’est bien vous</translation>
    </message>
    <message>
        <source>You can go on.</source>
        <extracomment>approved.VERIFY.advice, approved.AUTHENTICATE.advice</extracomment>
        <translation>Vous pouvez continuer.</translation>
    </message>
    <message>
        <source>Welcome, all done</source>
        <extracomment>approved.ONBOARD.title</extracomment>
        <translation>Bienvenue, tout est prêt</translation>
    </message>
    <message>
        <source>We will recognise you from now on.</source>
        <extracomment>approved.ONBOARD.advice</extracomment>
        <translation>Désormais, nous vous reconnaîtrons.</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Look into the camera</source>
        <extracomment>hints.NO_FACE</extracomment>
        <translation>Regardez la caméra</translation>
    </message>
    <message>
        <source>One person only, please</source>
        <extracomment>hints.SEVERAL_FACES</extracomment>
        <translation>Une seule personne, s’il vous plaît</translation>
    </message>
    <message>
        <source>One moment, people are passing</source>
        <extracomment>hints.OTHERS_PASSING</extracomment>
        <translation>Un instant, des gens passent</translation>
    </message>
    <message>
        <source>Move a little closer</source>
        <extracomment>hints.MOVE_CLOSER</extracomment>
        <translation>Approchez-vous un peu</translation>
    </message>
    <message>
        <source>Move back a little</source>
        <extracomment>hints.MOVE_BACK</extracomment>
        <translation>Reculez un peu</translation>
    </message>
    <message>
        <source>Bring your face into the oval</source>
        <extracomment>hints.MOVE_TO_CENTRE</extracomment>
        <translation>Placez votre visage dans l’ovale</translation>
    </message>
    <message>
        <source>Move a little to the left</source>
        <extracomment>hints.MOVE_LEFT</extracomment>
        <translation>Allez un peu vers la gauche</translation>
    </message>
    <message>
        <source>Move a little to the right</source>
        <extracomment>hints.MOVE_RIGHT</extracomment>
        <translation>Allez un peu vers la droite</translation>
    </message>
    <message>
        <source>Move up a little</source>
        <extracomment>hints.MOVE_UP</extracomment>
        <translation>Montez un peu</translation>
    </message>
    <message>
        <source>Move down a little</source>
        <extracomment>hints.MOVE_DOWN</extracomment>
        <translation>Descendez un peu</translation>
    </message>
    <message>
        <source>Look straight ahead</source>
        <extracomment>hints.LOOK_STRAIGHT</extracomment>
        <translation>Regardez droit devant vous</translation>
    </message>
    <message>
        <source>Hold still</source>
        <extracomment>hints.HOLD_STILL</extracomment>
        <translation>Ne bougez plus</translation>
    </message>
    <message>
        <source>Turn your head left</source>
        <extracomment>hints.TURN_LEFT</extracomment>
        <translation>Tournez la tête à gauche</translation>
    </message>
    <message>
        <source>Turn your head right</source>
        <extracomment>hints.TURN_RIGHT</extracomment>
        <translation>Tournez la tête à droite</translation>
    </message>
    <message>
        <source>Tip your head up</source>
        <extracomment>hints.TURN_UP</extracomment>
        <translation>Levez la tête</translation>
    </message>
    <message>
        <source>Tip your head down</source>
        <extracomment>hints.TURN_DOWN</extracomment>
        <translation>Baissez la tête</translation>
    </message>
    <message>
        <source>Turn your head left and up</source>
        <extracomment>hints.TURN_LEFT_UP</extracomment>
        <translation>Tournez la tête à gauche et en haut</translation>
    </message>
    <message>
        <source>Turn your head left and down</source>
        <extracomment>hints.TURN_LEFT_DOWN</extracomment>
        <translation>Tournez la tête à gauche et en bas</translation>
    </message>
    <message>
        <source>Turn your head right and up</source>
        <extracomment>hints.TURN_RIGHT_UP</extracomment>
        <translation>Tournez la tête à droite et en haut</translation>
    </message>
    <message>
        <source>Turn your head right and down</source>
        <extracomment>hints.TURN_RIGHT_DOWN</extracomment>
        <translation>Tournez la tête à droite et en bas</translation>
    </message>
    <message>
        <source>Turn your head, do not lean</source>
        <extracomment>hints.TURN_NOT_SHIFT</extracomment>
        <translation>Tournez la tête, sans vous pencher</translation>
    </message>
    <message>
        <source>Too dark: face the light</source>
        <extracomment>hints.TOO_DARK</extracomment>
        <translation>Trop sombre : face à la lumière</translation>
    </message>
    <message>
        <source>Too bright: step out of the light</source>
        <extracomment>hints.TOO_BRIGHT</extracomment>
        <translation>Trop clair : sortez de la lumière</translation>
    </message>
    <message>
        <source>Well done</source>
        <extracomment>hints.DONE</extracomment>
        <translation>Très bien</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>Liveness</source>
        <extracomment>measures.liveness</extracomment>
        <translation>Preuve du vivant</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <extracomment>measures.quality</extracomment>
        <translation>Qualité de l’image</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>measures.document</extracomment>
        <translation>Document</translation>
    </message>
    <message>
        <source>Comparison of faces</source>
        <extracomment>measures.face_match</extracomment>
        <translation>Comparaison des visages</translation>
    </message>
    <message>
        <source>Search for duplicates</source>
        <extracomment>measures.duplicate_search</extracomment>
        <translation>Recherche de doublons</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <extracomment>measures.enrolment</extracomment>
        <translation>Inscription</translation>
    </message>
    <message>
        <source>Decision of staff</source>
        <extracomment>measures.review</extracomment>
        <translation>Décision de l’agent</translation>
    </message>
    <message>
        <source>Selfie</source>
        <extracomment>measures.selfie</extracomment>
        <translation>Photo du visage</translation>
    </message>
    <message>
        <source>Photo on the document</source>
        <extracomment>measures.portrait</extracomment>
        <translation>Photo du document</translation>
    </message>
    <message>
        <source>Front of the document</source>
        <extracomment>measures.page-front</extracomment>
        <translation>Recto du document</translation>
    </message>
    <message>
        <source>Back of the document</source>
        <extracomment>measures.page-back</extracomment>
        <translation>Verso du document</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>measures.name</extracomment>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Surname</source>
        <extracomment>measures.surname</extracomment>
        <translation>Nom de famille</translation>
    </message>
    <message>
        <source>Given names</source>
        <extracomment>measures.given_names</extracomment>
        <translation>Prénoms</translation>
    </message>
    <message>
        <source>Document number</source>
        <extracomment>measures.document_number</extracomment>
        <translation>Numéro du document</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <extracomment>measures.date_of_birth</extracomment>
        <translation>Date de naissance</translation>
    </message>
    <message>
        <source>Valid until</source>
        <extracomment>measures.date_of_expiry</extracomment>
        <translation>Valable jusqu’au</translation>
    </message>
    <message>
        <source>Nationality</source>
        <extracomment>measures.nationality</extracomment>
        <translation>Nationalité</translation>
    </message>
    <message>
        <source>Issuing state</source>
        <extracomment>measures.issuing_state</extracomment>
        <translation>État émetteur</translation>
    </message>
    <message>
        <source>Sex</source>
        <extracomment>measures.sex</extracomment>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>Similarity of the faces</source>
        <extracomment>measures.similarity</extracomment>
        <translation>Ressemblance des visages</translation>
    </message>
    <message>
        <source>Similarity that is needed</source>
        <extracomment>measures.threshold</extracomment>
        <translation>Ressemblance nécessaire</translation>
    </message>
    <message>
        <source>Similarity with another customer</source>
        <extracomment>measures.duplicate_similarity</extracomment>
        <translation>Ressemblance avec un autre client</translation>
    </message>
    <message>
        <source>Similarity with the photo of the document</source>
        <extracomment>measures.id_photo_similarity</extracomment>
        <translation>Ressemblance avec la photo du document</translation>
    </message>
    <message>
        <source>Similarity of the pictures with each other</source>
        <extracomment>measures.same_person</extracomment>
        <translation>Ressemblance des images entre elles</translation>
    </message>
    <message>
        <source>Similarity of further pictures with the document</source>
        <extracomment>measures.document_frames</extracomment>
        <translation>Ressemblance d’autres images avec le document</translation>
    </message>
    <message>
        <source>Pictures judged</source>
        <extracomment>measures.frames</extracomment>
        <translation>Images évaluées</translation>
    </message>
    <message>
        <source>Circles reached</source>
        <extracomment>measures.targets_reached</extracomment>
        <translation>Cercles atteints</translation>
    </message>
    <message>
        <source>Smallest turn of the head (°)</source>
        <extracomment>measures.turn_deg</extracomment>
        <translation>Plus petite rotation de la tête (°)</translation>
    </message>
    <message>
        <source>Good pictures at a circle</source>
        <extracomment>measures.good_frames</extracomment>
        <translation>Bonnes images à un cercle</translation>
    </message>
    <message>
        <source>Duration (s)</source>
        <extracomment>measures.seconds</extracomment>
        <translation>Durée (s)</translation>
    </message>
    <message>
        <source>Time allowed, times the usual</source>
        <extracomment>measures.time_factor</extracomment>
        <translation>Temps accordé, multiple du temps habituel</translation>
    </message>
    <message>
        <source>Pictures compared</source>
        <extracomment>measures.frames_compared</extracomment>
        <translation>Images comparées</translation>
    </message>
    <message>
        <source>Pictures not compared</source>
        <extracomment>measures.frames_not_compared</extracomment>
        <translation>Images non comparées</translation>
    </message>
    <message>
        <source>Pictures of somebody else</source>
        <extracomment>measures.strange_frames</extracomment>
        <translation>Images d’une autre personne</translation>
    </message>
    <message>
        <source>Coloured light shown</source>
        <extracomment>measures.light_shown</extracomment>
        <translation>Lumière colorée affichée</translation>
    </message>
    <message>
        <source>Coloured light declined</source>
        <extracomment>measures.light_left_out</extracomment>
        <translation>Lumière colorée refusée</translation>
    </message>
    <message>
        <source>Depth: way of the nose in a turn</source>
        <extracomment>measures.nose_slope</extracomment>
        <translation>Profondeur : trajet du nez pendant la rotation</translation>
    </message>
    <message>
        <source>Depth: evenness of that way</source>
        <extracomment>measures.nose_fit</extracomment>
        <translation>Profondeur : régularité de ce trajet</translation>
    </message>
    <message>
        <source>Depth: parallax of the nose</source>
        <extracomment>measures.nose_parallax</extracomment>
        <translation>Profondeur : parallaxe du nez</translation>
    </message>
    <message>
        <source>Shape: width of the face in a turn</source>
        <extracomment>measures.width_slope</extracomment>
        <translation>Forme : largeur du visage pendant la rotation</translation>
    </message>
    <message>
        <source>Shape: width that stays</source>
        <extracomment>measures.width_kept</extracomment>
        <translation>Forme : largeur conservée</translation>
    </message>
    <message>
        <source>Movement of the face in a turn</source>
        <extracomment>measures.face_slope</extracomment>
        <translation>Mouvement du visage pendant la rotation</translation>
    </message>
    <message>
        <source>Fastest turn (° a second)</source>
        <extracomment>measures.fastest_deg_s</extracomment>
        <translation>Rotation la plus rapide (° par seconde)</translation>
    </message>
    <message>
        <source>Movement of the eyes</source>
        <extracomment>measures.eye_movement</extracomment>
        <translation>Mouvement des yeux</translation>
    </message>
    <message>
        <source>Movement of the room (pixels)</source>
        <extracomment>measures.room_px</extracomment>
        <translation>Mouvement de la pièce (pixels)</translation>
    </message>
    <message>
        <source>Likeness to the room of this terminal</source>
        <extracomment>measures.room_known</extracomment>
        <translation>Ressemblance avec la salle de cette borne</translation>
    </message>
    <message>
        <source>Changes of expression</source>
        <extracomment>measures.expression</extracomment>
        <translation>Changements d’expression</translation>
    </message>
    <message>
        <source>Reflection of the coloured light</source>
        <extracomment>measures.light_answer</extracomment>
        <translation>Reflet de la lumière colorée</translation>
    </message>
    <message>
        <source>Sudden change of the face</source>
        <extracomment>measures.face_step</extracomment>
        <translation>Changement soudain du visage</translation>
    </message>
    <message>
        <source>Sudden change of brightness</source>
        <extracomment>measures.brightness_step</extracomment>
        <translation>Changement soudain de luminosité</translation>
    </message>
    <message>
        <source>Sudden change of colours</source>
        <extracomment>measures.colour_step</extracomment>
        <translation>Changement soudain de couleurs</translation>
    </message>
    <message>
        <source>Sudden change of the background</source>
        <extracomment>measures.scene_step</extracomment>
        <translation>Changement soudain de l’arrière-plan</translation>
    </message>
    <message>
        <source>Pattern of a screen</source>
        <extracomment>measures.moire</extracomment>
        <translation>Trame d’un écran</translation>
    </message>
    <message>
        <source>Noise of the sensor</source>
        <extracomment>measures.sensor_noise</extracomment>
        <translation>Bruit du capteur</translation>
    </message>
    <message>
        <source>Suspicion of an attack</source>
        <extracomment>measures.suspicion</extracomment>
        <translation>Soupçon d’attaque</translation>
    </message>
    <message>
        <source>Depth: relief of the face</source>
        <extracomment>measures.relief</extracomment>
        <translation>Profondeur : relief du visage</translation>
    </message>
    <message>
        <source>Depth: relief beyond a bent picture</source>
        <extracomment>measures.relief_beyond_bend</extracomment>
        <translation>Profondeur : relief au-delà d’une image courbée</translation>
    </message>
    <message>
        <source>Depth: shape of the relief</source>
        <extracomment>measures.relief_shape</extracomment>
        <translation>Profondeur : forme du relief</translation>
    </message>
    <message>
        <source>Growth of the face while coming near</source>
        <extracomment>measures.growth</extracomment>
        <translation>Agrandissement du visage à l’approche</translation>
    </message>
    <message>
        <source>Fit into the oval</source>
        <extracomment>measures.fit</extracomment>
        <translation>Ajustement à l’ovale</translation>
    </message>
    <message>
        <source>Place of the face at the beginning</source>
        <extracomment>measures.initial_face_overlap</extracomment>
        <translation>Position du visage au début</translation>
    </message>
    <message>
        <source>Width of the face at the beginning</source>
        <extracomment>measures.start_width</extracomment>
        <translation>Largeur du visage au début</translation>
    </message>
    <message>
        <source>Largest jump</source>
        <extracomment>measures.largest_jump</extracomment>
        <translation>Plus grand saut</translation>
    </message>
    <message>
        <source>Agreement with the coloured light</source>
        <extracomment>measures.light_correlation</extracomment>
        <translation>Concordance avec la lumière colorée</translation>
    </message>
    <message>
        <source>Delay of the light (s)</source>
        <extracomment>measures.light_lag_s</extracomment>
        <translation>Retard de la lumière (s)</translation>
    </message>
    <message>
        <source>Contrast of the light</source>
        <extracomment>measures.light_contrast</extracomment>
        <translation>Contraste de la lumière</translation>
    </message>
    <message>
        <source>Coloured light beside the face, over the face&apos;s</source>
        <extracomment>measures.light_beside</extracomment>
        <translation>Lumière colorée à côté du visage, rapportée à celle du visage</translation>
    </message>
    <message>
        <source>Confidence of the liveness service</source>
        <extracomment>measures.service_confidence</extracomment>
        <translation>Confiance du service de preuve du vivant</translation>
    </message>
    <message>
        <source>Further pictures</source>
        <extracomment>measures.audit_images</extracomment>
        <translation>Autres images</translation>
    </message>
    <message>
        <source>Terminal with a key of its own</source>
        <extracomment>measures.terminal_attested</extracomment>
        <translation>Borne avec sa propre clé</translation>
    </message>
    <message>
        <source>Camera known</source>
        <extracomment>measures.camera_device_known</extracomment>
        <translation>Caméra connue</translation>
    </message>
    <message>
        <source>Pictures of the camera measured</source>
        <extracomment>measures.camera_stream_measured</extracomment>
        <translation>Images de la caméra mesurées</translation>
    </message>
    <message>
        <source>Noise of the camera measured</source>
        <extracomment>measures.camera_noise_measured</extracomment>
        <translation>Bruit de la caméra mesuré</translation>
    </message>
    <message>
        <source>Time between pictures (ms)</source>
        <extracomment>measures.camera_interval_ms</extracomment>
        <translation>Temps entre les images (ms)</translation>
    </message>
    <message>
        <source>Deviation of that time (ms)</source>
        <extracomment>measures.camera_interval_deviation_ms</extracomment>
        <translation>Écart de ce temps (ms)</translation>
    </message>
    <message>
        <source>Share of repeated pictures</source>
        <extracomment>measures.camera_repeated_share</extracomment>
        <translation>Part d’images répétées</translation>
    </message>
    <message>
        <source>Pictures that came back</source>
        <extracomment>measures.camera_returned</extracomment>
        <translation>Images revenues</translation>
    </message>
    <message>
        <source>Share of pictures without noise</source>
        <extracomment>measures.camera_silent_share</extracomment>
        <translation>Part d’images sans bruit</translation>
    </message>
    <message>
        <source>Noise of the camera</source>
        <extracomment>measures.camera_noise_level</extracomment>
        <translation>Bruit de la caméra</translation>
    </message>
    <message>
        <source>Selfie: turned aside (°)</source>
        <extracomment>measures.selfie_yaw_deg, measures.reference_yaw_deg, measures.selfie_yaw</extracomment>
        <translation>Photo du visage : tournée de côté (°)</translation>
    </message>
    <message>
        <source>Selfie: tipped up or down (°)</source>
        <extracomment>measures.selfie_pitch_deg, measures.reference_pitch_deg, measures.selfie_pitch</extracomment>
        <translation>Photo du visage : penchée vers le haut ou le bas (°)</translation>
    </message>
    <message>
        <source>Selfie: sharpness</source>
        <extracomment>measures.selfie_sharpness, measures.reference_sharpness</extracomment>
        <translation>Photo du visage : netteté</translation>
    </message>
    <message>
        <source>Selfie: brightness</source>
        <extracomment>measures.selfie_brightness, measures.reference_brightness</extracomment>
        <translation>Photo du visage : luminosité</translation>
    </message>
    <message>
        <source>Selfie: covered</source>
        <extracomment>measures.selfie_occlusion</extracomment>
        <translation>Photo du visage : couverte</translation>
    </message>
    <message>
        <source>Selfie: size of the face (pixels)</source>
        <extracomment>measures.selfie_size</extracomment>
        <translation>Photo du visage : taille du visage (pixels)</translation>
    </message>
    <message>
        <source>Selfie: not over-exposed</source>
        <extracomment>measures.selfie_over_exposure_prevention</extracomment>
        <translation>Photo du visage : non surexposée</translation>
    </message>
    <message>
        <source>Photo on the document: turned aside (°)</source>
        <extracomment>measures.portrait_yaw_deg, measures.portrait_yaw</extracomment>
        <translation>Photo du document : tournée de côté (°)</translation>
    </message>
    <message>
        <source>Photo on the document: tipped up or down (°)</source>
        <extracomment>measures.portrait_pitch_deg, measures.portrait_pitch</extracomment>
        <translation>Photo du document : penchée vers le haut ou le bas (°)</translation>
    </message>
    <message>
        <source>Photo on the document: sharpness</source>
        <extracomment>measures.portrait_sharpness</extracomment>
        <translation>Photo du document : netteté</translation>
    </message>
    <message>
        <source>Photo on the document: brightness</source>
        <extracomment>measures.portrait_brightness</extracomment>
        <translation>Photo du document : luminosité</translation>
    </message>
    <message>
        <source>Photo on the document: covered</source>
        <extracomment>measures.portrait_occlusion</extracomment>
        <translation>Photo du document : couverte</translation>
    </message>
    <message>
        <source>Photo on the document: size of the face (pixels)</source>
        <extracomment>measures.portrait_size</extracomment>
        <translation>Photo du document : taille du visage (pixels)</translation>
    </message>
    <message>
        <source>Photo on the document: not over-exposed</source>
        <extracomment>measures.portrait_over_exposure_prevention</extracomment>
        <translation>Photo du document : non surexposée</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Not decided yet</source>
        <extracomment>outcomes.OPEN</extracomment>
        <translation>Pas encore décidé</translation>
    </message>
    <message>
        <source>Approved</source>
        <extracomment>outcomes.APPROVED</extracomment>
        <translation>Approuvé</translation>
    </message>
    <message>
        <source>Failed</source>
        <extracomment>outcomes.FAILED</extracomment>
        <translation>Échoué</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <extracomment>outcomes.INCOMPLETE</extracomment>
        <translation>Incomplet</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <extracomment>outcomes.ABANDONED</extracomment>
        <translation>Abandonné</translation>
    </message>
</context>
<context>
    <name>PageHint</name>
    <message>
        <source>Hold your document in front of the camera</source>
        <extracomment>page_hints.SHOW</extracomment>
        <translation>Tenez votre document devant la caméra</translation>
    </message>
    <message>
        <source>Bring it a little closer</source>
        <extracomment>page_hints.CLOSER</extracomment>
        <translation>Approchez-le un peu</translation>
    </message>
    <message>
        <source>Hold it straight to the camera</source>
        <extracomment>page_hints.FLAT</extracomment>
        <translation>Tenez-le bien face à la caméra</translation>
    </message>
    <message>
        <source>It is shining: tilt it a little</source>
        <extracomment>page_hints.GLARE</extracomment>
        <translation>Il brille : inclinez-le un peu</translation>
    </message>
    <message>
        <source>A little further away, and hold still</source>
        <extracomment>page_hints.BLURRED</extracomment>
        <translation>Éloignez-le un peu et ne bougez plus</translation>
    </message>
    <message>
        <source>Hold still</source>
        <extracomment>page_hints.HOLD_STILL</extracomment>
        <translation>Ne bougez plus</translation>
    </message>
</context>
<context>
    <name>PanelNote</name>
    <message>
        <source>The terminal is unlocked.</source>
        <extracomment>panel_notes.UNLOCKED</extracomment>
        <translation>La borne est déverrouillée.</translation>
    </message>
    <message>
        <source>The terminal was not locked.</source>
        <extracomment>panel_notes.NOT_LOCKED</extracomment>
        <translation>La borne n’était pas verrouillée.</translation>
    </message>
    <message>
        <source>Nobody was found.</source>
        <extracomment>panel_notes.CUSTOMER_UNKNOWN</extracomment>
        <translation>Personne n’a été trouvé.</translation>
    </message>
    <message>
        <source>The logs are saved.</source>
        <extracomment>panel_notes.LOGS_SAVED</extracomment>
        <translation>Les journaux sont enregistrés.</translation>
    </message>
    <message>
        <source>The logs could not be saved there.</source>
        <extracomment>panel_notes.LOGS_NOT_SAVED</extracomment>
        <translation>Les journaux n’ont pas pu être enregistrés à cet endroit.</translation>
    </message>
    <message>
        <source>Customers are filmed with this camera from now on.</source>
        <extracomment>panel_notes.CAMERA_ADMITTED</extracomment>
        <translation>Les clients sont désormais filmés avec cette caméra.</translation>
    </message>
    <message>
        <source>The pictures are turned from now on.</source>
        <extracomment>panel_notes.TURN_SAVED</extracomment>
        <translation>Les images sont désormais tournées.</translation>
    </message>
    <message>
        <source>The volume is kept.</source>
        <extracomment>panel_notes.VOLUME_SAVED</extracomment>
        <translation>Le volume est enregistré.</translation>
    </message>
    <message>
        <source>The volume is kept. This terminal has no voice that could be heard.</source>
        <extracomment>panel_notes.NO_VOICE</extracomment>
        <translation>Le volume est enregistré. Cette borne n’a pas de voix que l’on puisse entendre.</translation>
    </message>
    <message>
        <source>This could not be saved: the data folder cannot be written.</source>
        <extracomment>panel_notes.NOT_SAVED</extracomment>
        <translation>Enregistrement impossible : le dossier de données n’est pas accessible en écriture.</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Face the light and take off anything that covers your face.</source>
        <extracomment>verdict_reasons.NO_FACE, verdict_reasons.LOW_CONFIDENCE</extracomment>
        <translation>Tournez-vous vers la lumière et retirez ce qui couvre votre visage.</translation>
    </message>
    <message>
        <source>Please be alone in front of the camera.</source>
        <extracomment>verdict_reasons.SEVERAL_FACES, verdict_reasons.PERSON_CHANGED</extracomment>
        <translation>Une seule personne doit se trouver devant la caméra.</translation>
    </message>
    <message>
        <source>Keep your whole face inside the oval.</source>
        <extracomment>verdict_reasons.FACE_NOT_IN_AREA, verdict_reasons.FACE_LEFT_AREA</extracomment>
        <translation>Gardez tout le visage dans l’ovale.</translation>
    </message>
    <message>
        <source>Come a little closer, so that your face fills the oval.</source>
        <extracomment>verdict_reasons.FACE_TOO_SMALL</extracomment>
        <translation>Approchez-vous un peu, pour que votre visage remplisse l’ovale.</translation>
    </message>
    <message>
        <source>Move slowly and keep looking at the screen.</source>
        <extracomment>verdict_reasons.FACE_LOST, verdict_reasons.TOO_FEW_FRAMES, verdict_reasons.PATH_NOT_CONTINUOUS, verdict_reasons.APPEARANCE_CHANGED</extracomment>
        <translation>Bougez lentement en regardant toujours l’écran.</translation>
    </message>
    <message>
        <source>Keep your body still and turn only your head to the circle.</source>
        <extracomment>verdict_reasons.TARGET_NOT_REACHED, verdict_reasons.HEAD_NOT_TURNED</extracomment>
        <translation>Ne bougez pas le corps et tournez seulement la tête vers le cercle.</translation>
    </message>
    <message>
        <source>Look straight ahead until the circle appears.</source>
        <extracomment>verdict_reasons.TARGET_ALREADY_REACHED</extracomment>
        <translation>Regardez droit devant vous jusqu’à ce que le cercle apparaisse.</translation>
    </message>
    <message>
        <source>Turn your head towards the circle.</source>
        <extracomment>verdict_reasons.WRONG_SIDE</extracomment>
        <translation>Tournez la tête vers le cercle.</translation>
    </message>
    <message>
        <source>The time ran out. Begin to turn as soon as the circle appears.</source>
        <extracomment>verdict_reasons.TIMED_OUT</extracomment>
        <translation>Le temps est écoulé. Commencez à tourner dès que le cercle apparaît.</translation>
    </message>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>verdict_reasons.NO_DEPTH, verdict_reasons.FACE_DEFORMED, verdict_reasons.FROZEN_FRAMES, verdict_reasons.FRAMES_MISSING, verdict_reasons.CHAIN_BROKEN, verdict_reasons.SCREEN_PATTERN, verdict_reasons.ATTACK_SUSPECTED, verdict_reasons.STREAM_FAILED, verdict_reasons.CAMERA_NOT_MEASURED, verdict_reasons.CLOCK_JUMPED</extracomment>
        <translation>Nous n’avons pas pu confirmer cet essai. Veuillez réessayer.</translation>
    </message>
    <message>
        <source>Relax your face, and take off anything that covers it.</source>
        <extracomment>verdict_reasons.FACE_TOO_RIGID</extracomment>
        <translation>Détendez votre visage et retirez ce qui le couvre.</translation>
    </message>
    <message>
        <source>Stand still while you turn your head. Nothing should move behind you.</source>
        <extracomment>verdict_reasons.ROOM_MOVED</extracomment>
        <translation>Restez immobile en tournant la tête. Rien ne doit bouger derrière vous.</translation>
    </message>
    <message>
        <source>Keep looking at the circle while you turn your head.</source>
        <extracomment>verdict_reasons.EYES_NOT_ON_SCREEN</extracomment>
        <translation>Regardez toujours le cercle en tournant la tête.</translation>
    </message>
    <message>
        <source>Turn only your head, do not lean, and take your time.</source>
        <extracomment>verdict_reasons.MOVEMENT_UNNATURAL</extracomment>
        <translation>Tournez seulement la tête, sans vous pencher, et prenez votre temps.</translation>
    </message>
    <message>
        <source>Come a little closer to the screen, away from windows and lamps.</source>
        <extracomment>verdict_reasons.LIGHT_NOT_REFLECTED</extracomment>
        <translation>Approchez-vous un peu de l’écran, loin des fenêtres et des lampes.</translation>
    </message>
    <message>
        <source>No coloured light was shown, so a colleague confirms the check. Please ask for one.</source>
        <extracomment>verdict_reasons.LIGHT_NOT_SHOWN</extracomment>
        <translation>Aucune lumière colorée n’a été affichée : un collègue confirme donc la vérification. Veuillez en appeler un.</translation>
    </message>
    <message>
        <source>We could not match your face with the photo on your document.</source>
        <extracomment>verdict_reasons.FACE_MISMATCH</extracomment>
        <translation>Votre visage n’a pas pu être rapproché de la photo de votre document.</translation>
    </message>
    <message>
        <source>We cannot see your face well enough. Face the light and take off anything that covers it.</source>
        <extracomment>verdict_reasons.REFERENCE_UNUSABLE</extracomment>
        <translation>Nous ne voyons pas assez bien votre visage. Tournez-vous vers la lumière et retirez ce qui le couvre.</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>verdict_reasons.TERMINAL_UNATTESTED, verdict_reasons.VIRTUAL_CAMERA, verdict_reasons.TIMING_TOO_PERFECT, verdict_reasons.PICTURES_RETURNED, verdict_reasons.CAMERA_SUSPECTED</extracomment>
        <translation>Veuillez vous adresser à un agent.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>The front: the side with your photo</source>
        <extracomment>sides.FRONT</extracomment>
        <translation>Le recto : le côté avec votre photo</translation>
    </message>
    <message>
        <source>The back of your document</source>
        <extracomment>sides.BACK</extracomment>
        <translation>Le verso de votre document</translation>
    </message>
    <message>
        <source>Picture of the front</source>
        <extracomment>page_names.FRONT</extracomment>
        <translation>Image du recto</translation>
    </message>
    <message>
        <source>Picture of the back</source>
        <extracomment>page_names.BACK</extracomment>
        <translation>Image du verso</translation>
    </message>
</context>
<context>
    <name>Source</name>
    <message>
        <source>lines at the edge</source>
        <extracomment>sources.MACHINE_READABLE_ZONE</extracomment>
        <translation>lignes au bord</translation>
    </message>
    <message>
        <source>print</source>
        <extracomment>sources.PRINTED</extracomment>
        <translation>texte imprimé</translation>
    </message>
    <message>
        <source>barcode</source>
        <extracomment>sources.BARCODE</extracomment>
        <translation>code-barres</translation>
    </message>
</context>
<context>
    <name>StaffGate</name>
    <message>
        <source>Staff sign-in</source>
        <extracomment>staff_entry.BEGIN.title</extracomment>
        <translation>Accès du personnel</translation>
    </message>
    <message>
        <source>Enter your staff number and PIN to begin.</source>
        <extracomment>staff_entry.BEGIN.advice</extracomment>
        <translation>Saisissez votre numéro d’agent et votre code PIN pour commencer.</translation>
    </message>
    <message>
        <source>For our staff</source>
        <extracomment>staff_entry.PANEL.title</extracomment>
        <translation>Pour notre personnel</translation>
    </message>
    <message>
        <source>Please enter your staff number and PIN.</source>
        <extracomment>staff_entry.PANEL.advice, staff_entry.TERMINAL.advice</extracomment>
        <translation>Veuillez saisir votre numéro d’agent et votre code PIN.</translation>
    </message>
    <message>
        <source>Please call a colleague</source>
        <extracomment>staff_entry.WITHOUT_FACE.title</extracomment>
        <translation>Appelez un agent</translation>
    </message>
    <message>
        <source>The camera is off. They look at your document, and enter number and PIN here.</source>
        <extracomment>staff_entry.WITHOUT_FACE.advice</extracomment>
        <translation>La caméra est éteinte. L’agent regarde votre document et saisit ici son numéro et son code PIN.</translation>
    </message>
    <message>
        <source>This terminal, for our staff</source>
        <extracomment>staff_entry.TERMINAL.title</extracomment>
        <translation>Pour le personnel</translation>
    </message>
</context>
<context>
    <name>StepReason</name>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>step_reasons.FACE_MISMATCH.VERIFY</extracomment>
        <translation>Nous n’avons pas pu confirmer cet essai. Veuillez réessayer.</translation>
    </message>
    <message>
        <source>Your face does not match the photo on the document.</source>
        <extracomment>step_reasons.FACE_MISMATCH.ONBOARD</extracomment>
        <translation>Votre visage ne correspond pas à la photo du document.</translation>
    </message>
    <message>
        <source>This face and this customer number do not belong together. Please check the number.</source>
        <extracomment>step_reasons.FACE_MISMATCH.AUTHENTICATE</extracomment>
        <translation>Ce visage et ce numéro de client ne vont pas ensemble. Veuillez vérifier le numéro.</translation>
    </message>
    <message>
        <source>We cannot see your face well enough. Face the light and take off anything that covers it.</source>
        <extracomment>step_reasons.FACE_QUALITY_TOO_LOW, step_reasons.NO_FACE_FOUND</extracomment>
        <translation>Nous ne voyons pas assez bien votre visage. Tournez-vous vers la lumière et retirez ce qui le couvre.</translation>
    </message>
    <message>
        <source>It seems that you are a customer already. Please ask a member of staff.</source>
        <extracomment>step_reasons.DUPLICATE_FOUND</extracomment>
        <translation>Il semble que vous soyez déjà client. Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>This customer number is taken. Please ask a member of staff.</source>
        <extracomment>step_reasons.CUSTOMER_EXISTS</extracomment>
        <translation>Ce numéro de client est déjà attribué. Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>We do not know this customer number. Please ask a member of staff.</source>
        <extracomment>step_reasons.CUSTOMER_NOT_FOUND</extracomment>
        <translation>Nous ne connaissons pas ce numéro de client. Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>step_reasons.NO_FACE_ENROLLED, step_reasons.CANCELLED, step_reasons.TIMED_OUT</extracomment>
        <translation>Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>Your face check has to be set up again. Please ask a member of staff.</source>
        <extracomment>step_reasons.MODELS_DIFFER</extracomment>
        <translation>Votre vérification du visage doit être refaite. Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>We could not read the document. Please ask a member of staff.</source>
        <extracomment>step_reasons.TOO_MANY_DOCUMENTS</extracomment>
        <translation>Nous n’avons pas pu lire le document. Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>One of us will look at it. We will contact you.</source>
        <extracomment>step_reasons.SENT_TO_REVIEW</extracomment>
        <translation>L’un de nous va l’examiner. Nous vous contacterons.</translation>
    </message>
</context>
<context>
    <name>TextKey</name>
    <message>
        <source>Face check</source>
        <extracomment>texts.PRODUCT</extracomment>
        <translation>Vérification du visage</translation>
    </message>
    <message>
        <source>DEMONSTRATION</source>
        <extracomment>texts.DEMONSTRATION</extracomment>
        <translation>DÉMONSTRATION</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>texts.LANGUAGE</extracomment>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>texts.START</extracomment>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>The camera is off until you press Start.</source>
        <extracomment>texts.ATTRACT_PRIVACY</extracomment>
        <translation>La caméra est éteinte tant que vous n’appuyez pas sur Commencer.</translation>
    </message>
    <message>
        <source>Before we begin</source>
        <extracomment>texts.READY_TITLE</extracomment>
        <translation>Avant de commencer</translation>
    </message>
    <message>
        <source>Show your whole face</source>
        <extracomment>texts.TIP_FACE_TITLE</extracomment>
        <translation>Montrez tout votre visage</translation>
    </message>
    <message>
        <source>Take off hat, mask and sunglasses.</source>
        <extracomment>texts.TIP_FACE_ADVICE</extracomment>
        <translation>Retirez chapeau, masque et lunettes de soleil.</translation>
    </message>
    <message>
        <source>An arm&apos;s length away</source>
        <extracomment>texts.TIP_DISTANCE_TITLE</extracomment>
        <translation>À un bras de distance</translation>
    </message>
    <message>
        <source>Then your face fills the oval.</source>
        <extracomment>texts.TIP_DISTANCE_ADVICE</extracomment>
        <translation>Ainsi, votre visage remplit l’ovale.</translation>
    </message>
    <message>
        <source>Be alone in the picture</source>
        <extracomment>texts.TIP_ALONE_TITLE</extracomment>
        <translation>Une seule personne à l’image</translation>
    </message>
    <message>
        <source>With the light in front of you.</source>
        <extracomment>texts.TIP_ALONE_ADVICE</extracomment>
        <translation>Avec la lumière devant vous.</translation>
    </message>
    <message>
        <source>Three circles appear, one after another. Turn your head towards each, and keep looking at it.</source>
        <extracomment>texts.READY_CIRCLES</extracomment>
        <translation>Trois cercles apparaissent, l’un après l’autre. Tournez la tête vers chacun en le regardant toujours.</translation>
    </message>
    <message>
        <source>While you turn your head, the screen changes colour two or three times a second. If flickering light can give you a seizure or a headache, choose the check without it.</source>
        <extracomment>texts.READY_LIGHT</extracomment>
        <translation>Quand vous tournez la tête, l’écran change de couleur deux ou trois fois par seconde. Si la lumière clignotante peut vous causer une crise ou un mal de tête, choisissez de vous en passer.</translation>
    </message>
    <message>
        <source>The screen does not change colour while you turn your head. A colleague may confirm the check in its place.</source>
        <extracomment>texts.READY_LIGHT_OFF</extracomment>
        <translation>L’écran ne change pas de couleur pendant que vous tournez la tête. À la place, un collègue pourra confirmer la vérification.</translation>
    </message>
    <message>
        <source>Four circles appear, one after another, all of them near. Turn your head towards each, and keep looking at it.</source>
        <extracomment>texts.READY_CIRCLES_NEAR</extracomment>
        <translation>Quatre cercles apparaissent l’un après l’autre, tous proches. Tournez la tête vers chacun et continuez à le regarder.</translation>
    </message>
    <message>
        <source>I cannot turn far</source>
        <extracomment>texts.TURNS_LITTLE</extracomment>
        <translation>Je ne peux pas tourner beaucoup la tête</translation>
    </message>
    <message>
        <source>Stand an arm&apos;s length away, then come nearer until your face fills the oval, and hold still.</source>
        <extracomment>texts.READY_NEAR</extracomment>
        <translation>Placez-vous à un bras de distance, puis approchez-vous jusqu’à remplir l’ovale et ne bougez plus.</translation>
    </message>
    <message>
        <source>I cannot come nearer</source>
        <extracomment>texts.STAY_AWAY</extracomment>
        <translation>Je ne peux pas m’approcher</translation>
    </message>
    <message>
        <source>At the end the whole screen changes colour about twice a second, for a few seconds. If flickering light can give you a seizure or a headache, choose the check without it.</source>
        <extracomment>texts.READY_LIGHT_NEAR</extracomment>
        <translation>À la fin, tout l’écran change de couleur environ deux fois par seconde, pendant quelques secondes. Si la lumière clignotante peut vous causer une crise ou un mal de tête, choisissez la vérification sans elle.</translation>
    </message>
    <message>
        <source>The screen does not change colour while you come nearer. A colleague may confirm the check in its place.</source>
        <extracomment>texts.READY_LIGHT_NEAR_OFF</extracomment>
        <translation>L’écran ne change pas de couleur pendant que vous vous approchez. À la place, un collègue pourra confirmer la vérification.</translation>
    </message>
    <message>
        <source>No coloured light</source>
        <extracomment>texts.NO_LIGHT</extracomment>
        <translation>Sans lumière colorée</translation>
    </message>
    <message>
        <source>Have your passport or identity card ready. We take pictures of it after the face check.</source>
        <extracomment>texts.READY_DOCUMENT</extracomment>
        <translation>Préparez votre passeport ou votre carte d’identité. Nous le photographions après la vérification du visage.</translation>
    </message>
    <message>
        <source>You cannot turn your head, or would rather not? Ask a member of staff for another way.</source>
        <extracomment>texts.OTHER_WAY</extracomment>
        <translation>Vous ne pouvez ou ne souhaitez pas tourner la tête ? Demandez une autre solution à un agent.</translation>
    </message>
    <message>
        <source>You can do neither, or would rather not? Ask a member of staff for another way.</source>
        <extracomment>texts.OTHER_WAY_NEAR</extracomment>
        <translation>Vous ne pouvez ou ne souhaitez faire ni l’un ni l’autre ? Demandez une autre solution à un agent.</translation>
    </message>
    <message>
        <source>Go on with a colleague</source>
        <extracomment>texts.OTHER_WAY_BUTTON</extracomment>
        <translation>Continuer avec un agent</translation>
    </message>
    <message>
        <source>May we take pictures of you?</source>
        <extracomment>texts.CONSENT_TITLE</extracomment>
        <translation>Pouvons-nous vous prendre en photo ?</translation>
    </message>
    <message>
        <source>You decide. If you do not agree, a member of staff helps you in another way.</source>
        <extracomment>texts.CONSENT_CHOICE</extracomment>
        <translation>C’est vous qui décidez. Si vous n’êtes pas d’accord, un agent vous aide autrement.</translation>
    </message>
    <message>
        <source>I agree</source>
        <extracomment>texts.AGREE</extracomment>
        <translation>Je suis d’accord</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <extracomment>texts.DISAGREE</extracomment>
        <translation>Je ne suis pas d’accord</translation>
    </message>
    <message>
        <source>No picture was taken</source>
        <extracomment>texts.DECLINED_TITLE</extracomment>
        <translation>Aucune photo n’a été prise</translation>
    </message>
    <message>
        <source>Please ask a member of staff. There is another way, without pictures of your face.</source>
        <extracomment>texts.DECLINED_LEAD</extracomment>
        <translation>Veuillez vous adresser à un agent. Il existe une autre solution, sans photo de votre visage.</translation>
    </message>
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
            <numerusform>{hours} heure</numerusform>
            <numerusform>{hours} heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{days} days</source>
        <extracomment>texts.KEPT_DAYS</extracomment>
        <translation>
            <numerusform>{days} jour</numerusform>
            <numerusform>{days} jours</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <extracomment>texts.CONTINUE</extracomment>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>texts.CANCEL</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>texts.RETRY</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>texts.DONE</extracomment>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>texts.BACK</extracomment>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>texts.DELETE</extracomment>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Next line</source>
        <extracomment>texts.NEXT_LINE</extracomment>
        <translation>Ligne suivante</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>texts.CLOSE</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>For staff</source>
        <extracomment>texts.STAFF_BUTTON, texts.STAFF_HEADING</extracomment>
        <translation>Pour le personnel</translation>
    </message>
    <message>
        <source>Get in position</source>
        <extracomment>texts.CHALLENGE_STEP_POSITION</extracomment>
        <translation>Mettez-vous en place</translation>
    </message>
    <message>
        <source>Turn to the circle</source>
        <extracomment>texts.CHALLENGE_STEP_TURN</extracomment>
        <translation>Tournez vers le cercle</translation>
    </message>
    <message>
        <source>Circle {number} of {count}</source>
        <extracomment>texts.CHALLENGE_STEP_TURNS</extracomment>
        <translation>Cercle {number} sur {count}</translation>
    </message>
    <message>
        <source>Come nearer: {percent} %</source>
        <extracomment>texts.CHALLENGE_STEP_NEAR</extracomment>
        <translation>Approchez-vous : {percent} %</translation>
    </message>
    <message>
        <source>Checking</source>
        <extracomment>texts.CHALLENGE_STEP_CHECK, texts.CHECKING_TITLE</extracomment>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Keep your eyes on the circle</source>
        <extracomment>texts.KEEP_LOOKING</extracomment>
        <translation>Ne quittez pas le cercle des yeux</translation>
    </message>
    <message>
        <source>Keep your face in the oval</source>
        <extracomment>texts.KEEP_IN_OVAL</extracomment>
        <translation>Gardez le visage dans l’ovale</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <extracomment>texts.STARTING, texts.ONE_MOMENT</extracomment>
        <translation>Un instant, s’il vous plaît</translation>
    </message>
    <message>
        <source>You can relax now. This takes a few seconds.</source>
        <extracomment>texts.CHECKING_LEAD</extracomment>
        <translation>Vous pouvez vous détendre. Cela prend quelques secondes.</translation>
    </message>
    <message>
        <source>Thank you, it is you</source>
        <extracomment>texts.PASSED_TITLE</extracomment>
        <translation>Merci, c’est bien vous</translation>
    </message>
    <message>
        <source>Thank you, all done</source>
        <extracomment>texts.PASSED_LIVE_TITLE</extracomment>
        <translation>Merci, c’est terminé</translation>
    </message>
    <message>
        <source>Your face matches the photo on your document.</source>
        <extracomment>texts.PASSED_MATCH</extracomment>
        <translation>Votre visage correspond à la photo de votre document.</translation>
    </message>
    <message>
        <source>The check was successful.</source>
        <extracomment>texts.PASSED_LIVE</extracomment>
        <translation>La vérification a réussi.</translation>
    </message>
    <message>
        <source>That did not work yet</source>
        <extracomment>texts.FAILED_TITLE</extracomment>
        <translation>Cela n’a pas encore fonctionné</translation>
    </message>
    <message>
        <source>Or ask a member of staff: there is always another way.</source>
        <extracomment>texts.ASK_STAFF</extracomment>
        <translation>Ou adressez-vous à un agent : il y a toujours une autre solution.</translation>
    </message>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>texts.TRY_AGAIN</extracomment>
        <translation>Nous n’avons pas pu confirmer cet essai. Veuillez réessayer.</translation>
    </message>
    <message numerus="yes">
        <source>This screen closes in {seconds} seconds. Touch it if you need more time.</source>
        <extracomment>texts.BACK_TO_START</extracomment>
        <translation>
            <numerusform>Cet écran se ferme dans {seconds} seconde. Touchez-le s’il vous faut plus de temps.</numerusform>
            <numerusform>Cet écran se ferme dans {seconds} secondes. Touchez-le s’il vous faut plus de temps.</numerusform>
        </translation>
    </message>
    <message>
        <source>We go on as soon as the camera works again. You need not do anything.</source>
        <extracomment>texts.TROUBLE_RECOVERS</extracomment>
        <translation>Nous continuons dès que la caméra remarche. Vous n’avez rien à faire.</translation>
    </message>
    <message>
        <source>If it does not help, ask a member of staff.</source>
        <extracomment>texts.TROUBLE_ASK_STAFF</extracomment>
        <translation>Si cela ne suffit pas, adressez-vous à un agent.</translation>
    </message>
    <message>
        <source>Your customer number</source>
        <extracomment>texts.CUSTOMER_ENTRY_TITLE</extracomment>
        <translation>Votre numéro de client</translation>
    </message>
    <message>
        <source>You find it on your card or in a letter from us.</source>
        <extracomment>texts.CUSTOMER_ENTRY_LEAD</extracomment>
        <translation>Il figure sur votre carte ou dans un courrier de notre part.</translation>
    </message>
    <message>
        <source>The customer&apos;s reference</source>
        <extracomment>texts.CUSTOMER_ENTRY_BY_STAFF_TITLE</extracomment>
        <translation>La référence du client</translation>
    </message>
    <message>
        <source>The customer will be registered under this reference.</source>
        <extracomment>texts.CUSTOMER_ENTRY_BY_STAFF_LEAD</extracomment>
        <translation>Le client sera enregistré sous cette référence.</translation>
    </message>
    <message>
        <source>Customer number</source>
        <extracomment>texts.CUSTOMER_NUMBER</extracomment>
        <translation>Numéro de client</translation>
    </message>
    <message>
        <source>Customer reference</source>
        <extracomment>texts.CUSTOMER_REFERENCE</extracomment>
        <translation>Référence du client</translation>
    </message>
    <message>
        <source>Staff number</source>
        <extracomment>texts.STAFF_NUMBER</extracomment>
        <translation>Numéro d’agent</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>texts.PIN</extracomment>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Take picture</source>
        <extracomment>texts.CAPTURE_PAGE</extracomment>
        <translation>Prendre la photo</translation>
    </message>
    <message>
        <source>It has no back</source>
        <extracomment>texts.SKIP_BACK</extracomment>
        <translation>Il n’a pas de verso</translation>
    </message>
    <message>
        <source>Choose files</source>
        <extracomment>texts.CHOOSE_FILES</extracomment>
        <translation>Choisir des fichiers</translation>
    </message>
    <message>
        <source>Pictures of the document: the front, then the back</source>
        <extracomment>texts.FILE_DIALOG_TITLE</extracomment>
        <translation>Images du document : le recto, puis le verso</translation>
    </message>
    <message>
        <source>Pictures</source>
        <extracomment>texts.FILE_DIALOG_FILTER</extracomment>
        <translation>Images</translation>
    </message>
    <message>
        <source>Now turn your document over</source>
        <extracomment>texts.TURN_OVER</extracomment>
        <translation>Maintenant, retournez votre document</translation>
    </message>
    <message>
        <source>Well done</source>
        <extracomment>texts.PAGE_TAKEN</extracomment>
        <translation>Très bien</translation>
    </message>
    <message>
        <source>Can you read everything?</source>
        <extracomment>texts.CHECK_PAGE_TITLE</extracomment>
        <translation>Tout est-il lisible ?</translation>
    </message>
    <message>
        <source>The whole page should be sharp and without bright spots.</source>
        <extracomment>texts.CHECK_PAGE_LEAD</extracomment>
        <translation>Toute la page doit être nette et sans reflets.</translation>
    </message>
    <message>
        <source>Use this picture</source>
        <extracomment>texts.KEEP_PAGE</extracomment>
        <translation>Utiliser cette image</translation>
    </message>
    <message>
        <source>Take it again</source>
        <extracomment>texts.RETAKE_PAGE</extracomment>
        <translation>Reprendre la photo</translation>
    </message>
    <message>
        <source>We need another look at your document</source>
        <extracomment>texts.DOCUMENT_REFUSED_TITLE</extracomment>
        <translation>Nous devons revoir votre document</translation>
    </message>
    <message>
        <source>We need another look at your face</source>
        <extracomment>texts.SELFIE_REFUSED_TITLE</extracomment>
        <translation>Nous devons revoir votre visage</translation>
    </message>
    <message>
        <source>We could not confirm that it is you</source>
        <extracomment>texts.REFUSED_TITLE</extracomment>
        <translation>Nous n’avons pas pu confirmer que c’est vous</translation>
    </message>
    <message>
        <source>We are not quite finished</source>
        <extracomment>texts.INCOMPLETE_TITLE</extracomment>
        <translation>Nous n’avons pas tout à fait fini</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>texts.PLEASE_ASK_STAFF</extracomment>
        <translation>Veuillez vous adresser à un agent.</translation>
    </message>
    <message>
        <source>Your customer number is
{customer}
Please write it down.</source>
        <extracomment>texts.NEW_CUSTOMER_NUMBER</extracomment>
        <translation>Votre numéro de client est
{customer}
Veuillez le noter.</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <extracomment>texts.WRITTEN_DOWN</extracomment>
        <translation>Je l’ai noté</translation>
    </message>
    <message>
        <source>What was recorded</source>
        <extracomment>texts.PANEL_TITLE</extracomment>
        <translation>Ce qui a été enregistré</translation>
    </message>
    <message>
        <source>{outcome} ({stage})</source>
        <extracomment>texts.ATTEMPT_STANDS</extracomment>
        <translation>{outcome} ({stage})</translation>
    </message>
    <message>
        <source>No scores were recorded.</source>
        <extracomment>texts.NO_SCORES</extracomment>
        <translation>Aucun score n’a été enregistré.</translation>
    </message>
    <message>
        <source>not measured</source>
        <extracomment>texts.NOT_MEASURED</extracomment>
        <translation>non mesuré</translation>
    </message>
    <message>
        <source>Enrolled as {customer}</source>
        <extracomment>texts.ENROLLED_AS</extracomment>
        <translation>Enregistré sous {customer}</translation>
    </message>
    <message>
        <source>Further picture {number}</source>
        <extracomment>texts.FURTHER_PICTURE</extracomment>
        <translation>Autre image {number}</translation>
    </message>
    <message>
        <source>Agreed to pictures by the notice</source>
        <extracomment>texts.AGREED_TO</extracomment>
        <translation>A accepté les photos selon l’avis</translation>
    </message>
    <message>
        <source>Document: {field}</source>
        <extracomment>texts.READ_ON_DOCUMENT</extracomment>
        <translation>Document : {field}</translation>
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
        <translation>Motif, pour le dossier</translation>
    </message>
    <message>
        <source>Document checked by hand</source>
        <extracomment>texts.DECISION_CHECKED_BY_HAND</extracomment>
        <translation>Document vérifié à la main</translation>
    </message>
    <message>
        <source>Customer known in person</source>
        <extracomment>texts.DECISION_KNOWN_IN_PERSON</extracomment>
        <translation>Client connu en personne</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <extracomment>texts.DECISION_PICTURE_QUALITY</extracomment>
        <translation>Qualité de l’image</translation>
    </message>
    <message>
        <source>Send to review</source>
        <extracomment>texts.DECIDE_REVIEW</extracomment>
        <translation>À examiner</translation>
    </message>
    <message>
        <source>Override</source>
        <extracomment>texts.DECIDE_OVERRIDE</extracomment>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>Confirm identity</source>
        <extracomment>texts.DECIDE_WITHOUT_FACE</extracomment>
        <translation>Confirmer l’identité</translation>
    </message>
    <message>
        <source>No face is compared. Look at the document and at the customer yourself, then confirm.</source>
        <extracomment>texts.NO_FACE_COMPARED</extracomment>
        <translation>Aucun visage n’est comparé. Regardez vous-même le document et le client, puis confirmez.</translation>
    </message>
    <message>
        <source>Read document</source>
        <extracomment>texts.READ_DOCUMENT</extracomment>
        <translation>Lire le document</translation>
    </message>
    <message>
        <source>Enrol</source>
        <extracomment>texts.ENROL</extracomment>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Finish</source>
        <extracomment>texts.FINISH</extracomment>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Passed: {value}, at least {limit} is needed</source>
        <extracomment>texts.PASSED_AT_LEAST</extracomment>
        <translation>Réussi : {value}, il faut au moins {limit}</translation>
    </message>
    <message>
        <source>Passed: {value}, up to {limit} is allowed</source>
        <extracomment>texts.PASSED_BELOW</extracomment>
        <translation>Réussi : {value}, jusqu’à {limit} est permis</translation>
    </message>
    <message>
        <source>Not passed: {value}, at least {limit} is needed</source>
        <extracomment>texts.FAILED_AT_LEAST</extracomment>
        <translation>Échec : {value}, il faut au moins {limit}</translation>
    </message>
    <message>
        <source>Not passed: {value}, only below {limit} is allowed</source>
        <extracomment>texts.FAILED_BELOW</extracomment>
        <translation>Échec : {value}, seules des valeurs inférieures à {limit} sont permises</translation>
    </message>
    <message>
        <source>{value}, no limit of its own</source>
        <extracomment>texts.WEIGHED</extracomment>
        <translation>{value}, sans limite propre</translation>
    </message>
    <message>
        <source>Are you still there?</source>
        <extracomment>texts.STILL_THERE</extracomment>
        <translation>Êtes-vous encore là ?</translation>
    </message>
    <message>
        <source>If not, we delete everything in {seconds} s and go back to the start.</source>
        <extracomment>texts.STILL_THERE_SECONDS</extracomment>
        <translation>Sinon, nous effaçons tout dans {seconds} s et revenons au début.</translation>
    </message>
    <message>
        <source>I am still here</source>
        <extracomment>texts.STILL_HERE</extracomment>
        <translation>Je suis encore là</translation>
    </message>
    <message>
        <source>This terminal</source>
        <extracomment>texts.TERMINAL_TITLE</extracomment>
        <translation>Cette borne</translation>
    </message>
    <message>
        <source>Ready for customers</source>
        <extracomment>texts.TERMINAL_READY</extracomment>
        <translation>Prête pour les clients</translation>
    </message>
    <message>
        <source>Locked after too many tries</source>
        <extracomment>texts.TERMINAL_LOCKED</extracomment>
        <translation>Verrouillée après trop d’essais</translation>
    </message>
    <message>
        <source>Not working: {title} ({code})</source>
        <extracomment>texts.TERMINAL_NOT_READY</extracomment>
        <translation>Ne fonctionne pas : {title} ({code})</translation>
    </message>
    <message>
        <source>Taken out of service by staff</source>
        <extracomment>texts.TERMINAL_OUT_OF_SERVICE</extracomment>
        <translation>Mise hors service par le personnel</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>texts.TERMINAL_VERSION</extracomment>
        <translation>Numéro de version</translation>
    </message>
    <message>
        <source>Terminal</source>
        <extracomment>texts.TERMINAL_ID</extracomment>
        <translation>Borne</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>texts.UNLOCK</extracomment>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <extracomment>texts.OUT_OF_SERVICE</extracomment>
        <translation>Mettre hors service</translation>
    </message>
    <message>
        <source>Put into service</source>
        <extracomment>texts.INTO_SERVICE</extracomment>
        <translation>Mettre en service</translation>
    </message>
    <message>
        <source>Check camera</source>
        <extracomment>texts.CHECK_CAMERA</extracomment>
        <translation>Vérifier la caméra</translation>
    </message>
    <message>
        <source>Admit this camera</source>
        <extracomment>texts.ADMIT_CAMERA</extracomment>
        <translation>Admettre cette caméra</translation>
    </message>
    <message>
        <source>Turn pictures by {degrees}°</source>
        <extracomment>texts.TURN_CAMERA</extracomment>
        <translation>Tourner les images de {degrees}°</translation>
    </message>
    <message>
        <source>Save logs</source>
        <extracomment>texts.EXPORT_LOGS</extracomment>
        <translation>Enregistrer les journaux</translation>
    </message>
    <message>
        <source>Folder for the logs</source>
        <extracomment>texts.LOG_FOLDER_TITLE</extracomment>
        <translation>Dossier pour les journaux</translation>
    </message>
    <message>
        <source>Find customer</source>
        <extracomment>texts.FIND_CUSTOMER</extracomment>
        <translation>Trouver un client</translation>
    </message>
    <message>
        <source>Enrolled here lately</source>
        <extracomment>texts.ENROLLED_LATELY</extracomment>
        <translation>Inscrits ici récemment</translation>
    </message>
    <message>
        <source>{customer}, enrolled {when}</source>
        <extracomment>texts.CUSTOMER_FOUND</extracomment>
        <translation>{customer}, inscription : {when}</translation>
    </message>
    <message>
        <source>Camera: {name}, {width} x {height}, {fps} pictures a second</source>
        <extracomment>texts.CAMERA_LINE</extracomment>
        <translation>Caméra : {name}, {width} x {height}, {fps} images par seconde</translation>
    </message>
    <message>
        <source>This camera is admitted.</source>
        <extracomment>texts.CAMERA_IS_ADMITTED</extracomment>
        <translation>Cette caméra est admise.</translation>
    </message>
    <message>
        <source>This camera is not admitted: no customer is filmed with it.</source>
        <extracomment>texts.CAMERA_IS_STRANGE</extracomment>
        <translation>Cette caméra n’est pas admise : aucun client n’est filmé avec elle.</translation>
    </message>
    <message>
        <source>Light: {brightness} of 255, {white} % of the picture is white</source>
        <extracomment>texts.CAMERA_LIGHT</extracomment>
        <translation>Lumière : {brightness} sur 255, {white} % de l’image est blanche</translation>
    </message>
    <message>
        <source>Print it</source>
        <extracomment>texts.PRINT_NUMBER</extracomment>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Volume: {percent} %</source>
        <extracomment>texts.VOLUME</extracomment>
        <translation>Volume : {percent} %</translation>
    </message>
    <message>
        <source>Try the volume</source>
        <extracomment>texts.TRY_VOLUME</extracomment>
        <translation>Essayer le volume</translation>
    </message>
    <message>
        <source>This terminal speaks this loudly.</source>
        <extracomment>texts.VOLUME_SAMPLE</extracomment>
        <translation>Cette borne parle à ce volume.</translation>
    </message>
    <message>
        <source>Help with seeing, hearing and pressing</source>
        <extracomment>texts.ACCESS_BUTTON</extracomment>
        <translation>Aide pour voir, entendre et appuyer</translation>
    </message>
    <message>
        <source>What makes it easier for you?</source>
        <extracomment>texts.ACCESS_TITLE</extracomment>
        <translation>Qu’est-ce qui vous faciliterait l’usage ?</translation>
    </message>
    <message>
        <source>Larger letters</source>
        <extracomment>texts.ACCESS_LARGE</extracomment>
        <translation>Lettres plus grandes</translation>
    </message>
    <message>
        <source>Everything is written larger; longer pages can be scrolled.</source>
        <extracomment>texts.ACCESS_LARGE_HELP</extracomment>
        <translation>Tout est écrit plus grand ; les pages plus longues défilent.</translation>
    </message>
    <message>
        <source>High contrast</source>
        <extracomment>texts.ACCESS_CONTRAST</extracomment>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>White and yellow on black.</source>
        <extracomment>texts.ACCESS_CONTRAST_HELP</extracomment>
        <translation>Blanc et jaune sur noir.</translation>
    </message>
    <message>
        <source>More time</source>
        <extracomment>texts.ACCESS_TIME</extracomment>
        <translation>Plus de temps</translation>
    </message>
    <message>
        <source>Every screen waits ten times as long for you.</source>
        <extracomment>texts.ACCESS_TIME_HELP</extracomment>
        <translation>Chaque écran vous attend dix fois plus longtemps.</translation>
    </message>
    <message>
        <source>One key for everything</source>
        <extracomment>texts.ACCESS_ONE_KEY</extracomment>
        <translation>Une seule touche pour tout</translation>
    </message>
    <message>
        <source>The frame goes from button to button. Press any key, or touch the screen, to press the one in it.</source>
        <extracomment>texts.ACCESS_ONE_KEY_HELP</extracomment>
        <translation>Le cadre passe d’un bouton à l’autre. Appuyez sur une touche, ou touchez l’écran, pour activer celui qu’il entoure.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <extracomment>texts.ACCESS_SPEECH</extracomment>
        <translation>Lire à voix haute</translation>
    </message>
    <message>
        <source>A voice reads every screen and says where to turn.</source>
        <extracomment>texts.ACCESS_SPEECH_HELP</extracomment>
        <translation>Une voix lit chaque écran et dit où tourner la tête.</translation>
    </message>
    <message>
        <source>This terminal has no voice. Please ask a member of staff.</source>
        <extracomment>texts.ACCESS_NO_VOICE</extracomment>
        <translation>Cette borne n’a pas de voix. Veuillez vous adresser à un membre du personnel.</translation>
    </message>
    <message>
        <source>Say it again</source>
        <extracomment>texts.ACCESS_REPEAT</extracomment>
        <translation>Répéter</translation>
    </message>
    <message>
        <source>Pause the voice</source>
        <extracomment>texts.ACCESS_PAUSE</extracomment>
        <translation>Mettre la voix en pause</translation>
    </message>
    <message>
        <source>Go on speaking</source>
        <extracomment>texts.ACCESS_RESUME</extracomment>
        <translation>Continuer à parler</translation>
    </message>
    <message>
        <source>Quieter</source>
        <extracomment>texts.ACCESS_QUIETER</extracomment>
        <translation>Moins fort</translation>
    </message>
    <message>
        <source>Louder</source>
        <extracomment>texts.ACCESS_LOUDER</extracomment>
        <translation>Plus fort</translation>
    </message>
    <message>
        <source>Back to the check</source>
        <extracomment>texts.ACCESS_CLOSE</extracomment>
        <translation>Retour à la vérification</translation>
    </message>
    <message>
        <source>I need more time</source>
        <extracomment>texts.MORE_TIME</extracomment>
        <translation>J’ai besoin de plus de temps</translation>
    </message>
    <message>
        <source>The screen stays, as often as you press this.</source>
        <extracomment>texts.MORE_TIME_HELP</extracomment>
        <translation>L’écran reste affiché chaque fois que vous appuyez ici.</translation>
    </message>
    <message>
        <source>This terminal reads aloud now. Tab goes to the next button and Enter presses it. F1 says it again, F2 pauses, F5 and F6 change the volume.</source>
        <extracomment>texts.SPEECH_WELCOME</extracomment>
        <translation>Cette borne lit maintenant à voix haute. Tab passe au bouton suivant et Entrée l’active. F1 répète, F2 met en pause, F5 et F6 changent le volume.</translation>
    </message>
    <message>
        <source>Buttons: {names}</source>
        <extracomment>texts.SPEECH_BUTTONS</extracomment>
        <translation>Boutons : {names}</translation>
    </message>
    <message>
        <source>{name}, button</source>
        <extracomment>texts.SPEECH_BUTTON</extracomment>
        <translation>{name}, bouton</translation>
    </message>
    <message>
        <source>{name}, button, not available yet</source>
        <extracomment>texts.SPEECH_UNAVAILABLE</extracomment>
        <translation>{name}, bouton, pas encore disponible</translation>
    </message>
    <message>
        <source>{name}, chosen</source>
        <extracomment>texts.SPEECH_CHOSEN</extracomment>
        <translation>{name}, choisi</translation>
    </message>
    <message>
        <source>{name}, not chosen</source>
        <extracomment>texts.SPEECH_NOT_CHOSEN</extracomment>
        <translation>{name}, non choisi</translation>
    </message>
    <message>
        <source>{name}, to type in, {count} entered</source>
        <extracomment>texts.SPEECH_LINE</extracomment>
        <translation>{name}, à saisir, {count} saisis</translation>
    </message>
    <message>
        <source>entered</source>
        <extracomment>texts.SPEECH_TYPED</extracomment>
        <translation>saisi</translation>
    </message>
    <message>
        <source>deleted</source>
        <extracomment>texts.SPEECH_DELETED</extracomment>
        <translation>effacé</translation>
    </message>
    <message>
        <source>What stands here is for you alone. Plug in headphones to hear it</source>
        <extracomment>texts.SPEECH_PRIVATE</extracomment>
        <translation>Ce qui est affiché ici n’est que pour vous. Branchez un casque pour l’entendre</translation>
    </message>
    <message>
        <source>In {seconds} seconds we go back to the start. Press any key to stay.</source>
        <extracomment>texts.SPEECH_TIMEOUT</extracomment>
        <translation>Dans {seconds} secondes, nous revenons au début. Appuyez sur une touche pour rester.</translation>
    </message>
    <message>
        <source>The program failed. The log says why.</source>
        <extracomment>texts.FAULT_UNKNOWN</extracomment>
        <translation>Le programme a échoué. Le journal dit pourquoi.</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <extracomment>texts.CODE_LINE</extracomment>
        <translation>Code : {code}</translation>
    </message>
    <message>
        <source>Log: {file}</source>
        <extracomment>texts.LOG_LINE</extracomment>
        <translation>Journal : {file}</translation>
    </message>
</context>
</TS>
