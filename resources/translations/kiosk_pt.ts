<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_PT" sourcelanguage="en">
<context>
    <name>Advice</name>
    <message>
        <source>Look straight into the camera.</source>
        <extracomment>selfie_advice.LOOK_STRAIGHT</extracomment>
        <translation>Olhe diretamente para a câmara.</translation>
    </message>
    <message>
        <source>Keep your head level.</source>
        <extracomment>selfie_advice.LEVEL_HEAD</extracomment>
        <translation>Mantenha a cabeça direita.</translation>
    </message>
    <message>
        <source>Hold your head still.</source>
        <extracomment>selfie_advice.HOLD_STILL</extracomment>
        <translation>Não mexa a cabeça.</translation>
    </message>
    <message>
        <source>Face the light.</source>
        <extracomment>selfie_advice.MORE_LIGHT</extracomment>
        <translation>Vire-se para a luz.</translation>
    </message>
    <message>
        <source>Turn away from the bright light.</source>
        <extracomment>selfie_advice.LESS_LIGHT</extracomment>
        <translation>Afaste-se da luz forte.</translation>
    </message>
    <message>
        <source>Take off hat, mask and sunglasses.</source>
        <extracomment>selfie_advice.UNCOVER_FACE</extracomment>
        <translation>Tire chapéu, máscara e óculos de sol.</translation>
    </message>
    <message>
        <source>Come a little closer to the camera.</source>
        <extracomment>selfie_advice.COME_CLOSER</extracomment>
        <translation>Aproxime-se um pouco da câmara.</translation>
    </message>
    <message>
        <source>Hold the document straight to the camera.</source>
        <extracomment>portrait_advice.LOOK_STRAIGHT</extracomment>
        <translation>Segure o documento de frente para a câmara.</translation>
    </message>
    <message>
        <source>Hold the document upright.</source>
        <extracomment>portrait_advice.LEVEL_HEAD</extracomment>
        <translation>Segure o documento na posição correta.</translation>
    </message>
    <message>
        <source>Hold the document still.</source>
        <extracomment>portrait_advice.HOLD_STILL</extracomment>
        <translation>Não mexa o documento.</translation>
    </message>
    <message>
        <source>Hold the document in good light.</source>
        <extracomment>portrait_advice.MORE_LIGHT</extracomment>
        <translation>Segure o documento num local bem iluminado.</translation>
    </message>
    <message>
        <source>Tilt the document so that the photo does not shine.</source>
        <extracomment>portrait_advice.LESS_LIGHT</extracomment>
        <translation>Incline o documento para que a fotografia não brilhe.</translation>
    </message>
    <message>
        <source>Keep your fingers off the photo.</source>
        <extracomment>portrait_advice.UNCOVER_FACE</extracomment>
        <translation>Não tape a fotografia com os dedos.</translation>
    </message>
    <message>
        <source>Bring the document closer to the camera.</source>
        <extracomment>portrait_advice.COME_CLOSER</extracomment>
        <translation>Aproxime o documento da câmara.</translation>
    </message>
</context>
<context>
    <name>BackendTask</name>
    <message>
        <source>One moment, please</source>
        <extracomment>waiting.CHECK_STAFF.title, waiting.BEGIN_WITHOUT_FACE.title, waiting.OPEN_TERMINAL.title, waiting.FETCH_EVIDENCE.title, waiting.DECIDE.title</extracomment>
        <translation>Um momento, por favor</translation>
    </message>
    <message>
        <source>We are checking your staff number.</source>
        <extracomment>waiting.CHECK_STAFF.advice, waiting.BEGIN_WITHOUT_FACE.advice, waiting.OPEN_TERMINAL.advice</extracomment>
        <translation>Estamos a verificar o seu número de colaborador.</translation>
    </message>
    <message>
        <source>Reading your document</source>
        <extracomment>waiting.READ_DOCUMENT.title</extracomment>
        <translation>A ler o seu documento</translation>
    </message>
    <message>
        <source>This takes a few seconds. You can put it away.</source>
        <extracomment>waiting.READ_DOCUMENT.advice</extracomment>
        <translation>Demora alguns segundos. Já pode guardá-lo.</translation>
    </message>
    <message>
        <source>Almost done</source>
        <extracomment>waiting.ENROL.title</extracomment>
        <translation>Quase pronto</translation>
    </message>
    <message>
        <source>We are setting up your face check.</source>
        <extracomment>waiting.ENROL.advice</extracomment>
        <translation>Estamos a preparar a sua verificação facial.</translation>
    </message>
    <message>
        <source>Checking</source>
        <extracomment>waiting.AUTHENTICATE.title</extracomment>
        <translation>A verificar</translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <extracomment>waiting.AUTHENTICATE.advice</extracomment>
        <translation>Demora alguns segundos.</translation>
    </message>
    <message>
        <source>We are getting what was recorded.</source>
        <extracomment>waiting.FETCH_EVIDENCE.advice</extracomment>
        <translation>Estamos a obter o que foi registado.</translation>
    </message>
    <message>
        <source>We record your decision.</source>
        <extracomment>waiting.DECIDE.advice</extracomment>
        <translation>Registamos a sua decisão.</translation>
    </message>
</context>
<context>
    <name>CameraFinding</name>
    <message>
        <source>The pictures are good.</source>
        <extracomment>camera_findings.GOOD</extracomment>
        <translation>As imagens estão boas.</translation>
    </message>
    <message>
        <source>It is too dark: switch on a light in front of the customer.</source>
        <extracomment>camera_findings.TOO_DARK</extracomment>
        <translation>Está demasiado escuro: acenda uma luz à frente do cliente.</translation>
    </message>
    <message>
        <source>It is too bright: keep lamps and windows out of the picture.</source>
        <extracomment>camera_findings.TOO_BRIGHT</extracomment>
        <translation>Está demasiado claro: deixe lâmpadas e janelas fora da imagem.</translation>
    </message>
    <message>
        <source>Too few pictures a second: use another USB socket or cable.</source>
        <extracomment>camera_findings.SLOW</extracomment>
        <translation>Muito poucas imagens por segundo: use outra entrada ou outro cabo USB.</translation>
    </message>
    <message>
        <source>The camera is mounted on its side or upside down.</source>
        <extracomment>camera_findings.SIDEWAYS</extracomment>
        <translation>A câmara está montada de lado ou ao contrário.</translation>
    </message>
    <message>
        <source>The camera is mounted on its side or upside down: its pictures are turned from now on.</source>
        <extracomment>camera_findings.TURNED</extracomment>
        <translation>A câmara está montada de lado ou ao contrário: a partir de agora, as imagens são rodadas.</translation>
    </message>
    <message>
        <source>No face is seen: stand before the camera and check again.</source>
        <extracomment>camera_findings.NO_FACE</extracomment>
        <translation>Não se vê nenhum rosto: coloque-se à frente da câmara e verifique de novo.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something went wrong on our side</source>
        <extracomment>errors.REQUEST_INVALID.title, errors.REQUEST_TIMEOUT.title, errors.REQUEST_HEAD_TOO_LARGE.title, errors.CONTENT_TYPE_REFUSED.title, errors.IMAGE_NOT_BASE64.title, errors.IMAGE_NOT_JPEG.title, errors.IMAGE_TRUNCATED.title, errors.IMAGE_SIZE_MISMATCH.title, errors.NO_FRAMES.title, errors.FRAME_OUT_OF_ORDER.title, errors.FRAME_CONFLICT.title, errors.TOKEN_INVALID.title, errors.TERMINAL_MISMATCH.title, errors.TERMINAL_SIGNATURE_INVALID.title, errors.TERMINAL_SIGNATURE_REPLAYED.title, errors.ANALYSIS_FAILED.title, errors.SERVICE_UNAVAILABLE.title, errors.STORAGE_FAILED.title, errors.STORAGE_FULL.title, errors.STORE_DAMAGED.title, errors.SECRETS_FAILED.title, errors.FRAMES_NOT_TAKEN.title, errors.LIVENESS_NOT_CARRIED_OUT.title, errors.LIVENESS_IN_PROGRESS.title, errors.INTERNAL_ERROR.title, errors.BACKEND_RESPONSE_INVALID.title, errors.STREAM_ANSWER_INVALID.title, errors.STREAM_ACCESS_REFUSED.title, errors.STREAM_SERVICE_FAILED.title, errors.RECORDING_FAILED.title, errors.COLLECTION_NOT_FOUND.title, errors.STEP_MISSING.title, errors.KYC_SESSION_FAILED.title, errors.LIVENESS_TOO_LOW.title, errors.FACE_MATCH_FAILED.title, errors.SIMILARITY_TOO_LOW.title</extracomment>
        <translation>Algo correu mal do nosso lado</translation>
    </message>
    <message>
        <source>It has nothing to do with you. Please try again.</source>
        <extracomment>errors.REQUEST_INVALID.advice, errors.REQUEST_TIMEOUT.advice, errors.REQUEST_HEAD_TOO_LARGE.advice, errors.CONTENT_TYPE_REFUSED.advice, errors.IMAGE_NOT_BASE64.advice, errors.IMAGE_NOT_JPEG.advice, errors.IMAGE_TRUNCATED.advice, errors.IMAGE_SIZE_MISMATCH.advice, errors.NO_FRAMES.advice, errors.FRAME_OUT_OF_ORDER.advice, errors.FRAME_CONFLICT.advice, errors.TOKEN_INVALID.advice, errors.TERMINAL_MISMATCH.advice, errors.TERMINAL_SIGNATURE_INVALID.advice, errors.TERMINAL_SIGNATURE_REPLAYED.advice, errors.ANALYSIS_FAILED.advice, errors.SERVICE_UNAVAILABLE.advice, errors.STORAGE_FAILED.advice, errors.STORAGE_FULL.advice, errors.STORE_DAMAGED.advice, errors.SECRETS_FAILED.advice, errors.FRAMES_NOT_TAKEN.advice, errors.LIVENESS_NOT_CARRIED_OUT.advice, errors.LIVENESS_IN_PROGRESS.advice, errors.INTERNAL_ERROR.advice, errors.BACKEND_RESPONSE_INVALID.advice, errors.STREAM_ANSWER_INVALID.advice, errors.STREAM_ACCESS_REFUSED.advice, errors.STREAM_SERVICE_FAILED.advice, errors.RECORDING_FAILED.advice, errors.COLLECTION_NOT_FOUND.advice, errors.STEP_MISSING.advice, errors.KYC_SESSION_FAILED.advice, errors.LIVENESS_TOO_LOW.advice, errors.FACE_MATCH_FAILED.advice, errors.SIMILARITY_TOO_LOW.advice</extracomment>
        <translation>Não tem nada a ver consigo. Tente de novo, por favor.</translation>
    </message>
    <message>
        <source>This picture is too large</source>
        <extracomment>errors.IMAGE_TOO_LARGE.title, errors.IMAGE_DIMENSIONS_EXCEEDED.title</extracomment>
        <translation>Esta imagem é demasiado grande</translation>
    </message>
    <message>
        <source>Choose a smaller one.</source>
        <extracomment>errors.IMAGE_TOO_LARGE.advice, errors.IMAGE_DIMENSIONS_EXCEEDED.advice</extracomment>
        <translation>Escolha uma mais pequena.</translation>
    </message>
    <message>
        <source>This picture is too small</source>
        <extracomment>errors.IMAGE_TOO_SMALL.title</extracomment>
        <translation>Esta imagem é demasiado pequena</translation>
    </message>
    <message>
        <source>Choose one in which the document can be read.</source>
        <extracomment>errors.IMAGE_TOO_SMALL.advice</extracomment>
        <translation>Escolha uma em que se consiga ler o documento.</translation>
    </message>
    <message>
        <source>We cannot see a face on your document</source>
        <extracomment>errors.ID_PHOTO_NO_FACE.title</extracomment>
        <translation>Não vemos nenhum rosto no seu documento</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>errors.ID_PHOTO_NO_FACE.advice, errors.ID_PHOTO_SEVERAL_FACES.advice, errors.SETTINGS_INVALID.advice, errors.CONSENT_MISSING.advice, errors.SYNTHETIC_REFUSED.advice, errors.API_KEY_INVALID.advice, errors.TERMINAL_UNSIGNED.advice, errors.TERMINAL_UNKNOWN.advice, errors.TERMINAL_REVOKED.advice, errors.TERMINAL_DOUBLED.advice, errors.TERMINAL_EXISTS.advice, errors.TERMINAL_KEY_UNUSABLE.advice, errors.STORE_TAMPERED.advice, errors.NO_CHALLENGE_POSSIBLE.advice, errors.SESSION_NOT_FOUND.advice, errors.CAMERA_NOT_ADMITTED.advice, errors.CLIP_UNREADABLE.advice, errors.TERMINAL_IN_MAINTENANCE.advice, errors.LIBRARY_MISSING.advice, errors.MODEL_MISSING.advice, errors.MODEL_DAMAGED.advice, errors.RESOURCE_MISSING.advice, errors.DATA_FOLDER_UNUSABLE.advice, errors.PICTURE_MISSING.advice, errors.EVALUATION_ERROR.advice, errors.EVALUATION_INCOMPLETE.advice, errors.EVALUATION_INTERRUPTED.advice, errors.NOTHING_TO_EVALUATE.advice, errors.LABELS_MISSING.advice, errors.LABELS_INVALID.advice, errors.TOO_FEW_PEOPLE.advice, errors.OUTPUT_UNUSABLE.advice, errors.CUSTOMER_EXISTS.advice, errors.MODELS_DIFFER.advice, errors.KYC_SESSION_USED.advice</extracomment>
        <translation>Por favor, fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>We see more than one face on your document</source>
        <extracomment>errors.ID_PHOTO_SEVERAL_FACES.title</extracomment>
        <translation>Vemos mais do que um rosto no seu documento</translation>
    </message>
    <message>
        <source>This terminal is out of service</source>
        <extracomment>errors.SETTINGS_INVALID.title, errors.SYNTHETIC_REFUSED.title, errors.API_KEY_INVALID.title, errors.TERMINAL_UNSIGNED.title, errors.TERMINAL_UNKNOWN.title, errors.TERMINAL_REVOKED.title, errors.TERMINAL_DOUBLED.title, errors.TERMINAL_EXISTS.title, errors.TERMINAL_KEY_UNUSABLE.title, errors.LIBRARY_MISSING.title, errors.MODEL_MISSING.title, errors.MODEL_DAMAGED.title, errors.RESOURCE_MISSING.title, errors.DATA_FOLDER_UNUSABLE.title, errors.PICTURE_MISSING.title, errors.EVALUATION_ERROR.title, errors.EVALUATION_INCOMPLETE.title, errors.EVALUATION_INTERRUPTED.title, errors.NOTHING_TO_EVALUATE.title, errors.LABELS_MISSING.title, errors.LABELS_INVALID.title, errors.TOO_FEW_PEOPLE.title, errors.OUTPUT_UNUSABLE.title</extracomment>
        <translation>Este terminal está fora de serviço</translation>
    </message>
    <message>
        <source>The time ran out</source>
        <extracomment>errors.CHALLENGE_NOT_FOUND.title, errors.CHALLENGE_CLOSED.title, errors.FRAME_LIMIT_REACHED.title, errors.TOKEN_EXPIRED.title, errors.STREAM_CREDENTIALS_EXPIRED.title, errors.STREAM_SESSION_OVER.title, errors.LIVENESS_NOT_PASSED.title, errors.ATTEMPT_NOT_FOUND.title, errors.KYC_SESSION_NOT_FOUND.title, errors.KYC_SESSION_EXPIRED.title</extracomment>
        <translation>O tempo terminou</translation>
    </message>
    <message>
        <source>Please try again.</source>
        <extracomment>errors.CHALLENGE_NOT_FOUND.advice, errors.CHALLENGE_CLOSED.advice, errors.FRAME_LIMIT_REACHED.advice, errors.TOKEN_EXPIRED.advice, errors.STREAM_CLOSED.advice, errors.STREAM_CREDENTIALS_EXPIRED.advice, errors.STREAM_SESSION_OVER.advice, errors.STREAM_VIDEO_REFUSED.advice, errors.LIVENESS_NOT_PASSED.advice, errors.ATTEMPT_NOT_FOUND.advice, errors.KYC_SESSION_NOT_FOUND.advice, errors.KYC_SESSION_EXPIRED.advice, errors.STAFF_REFUSED.advice</extracomment>
        <translation>Tente de novo, por favor.</translation>
    </message>
    <message>
        <source>This check cannot begin here</source>
        <extracomment>errors.CONSENT_MISSING.title</extracomment>
        <translation>Esta verificação não pode começar aqui</translation>
    </message>
    <message>
        <source>The clock of this terminal is wrong</source>
        <extracomment>errors.TERMINAL_CLOCK_WRONG.title</extracomment>
        <translation>O relógio deste terminal está errado</translation>
    </message>
    <message>
        <source>Please ask a member of staff to set its date and time.</source>
        <extracomment>errors.TERMINAL_CLOCK_WRONG.advice</extracomment>
        <translation>Peça a um dos nossos colaboradores que acerte a data e a hora.</translation>
    </message>
    <message>
        <source>Our service is very busy</source>
        <extracomment>errors.BUSY.title, errors.STREAM_BUSY.title, errors.RATE_LIMITED.title</extracomment>
        <translation>O nosso serviço está muito ocupado</translation>
    </message>
    <message>
        <source>Please try again in a moment.</source>
        <extracomment>errors.BUSY.advice, errors.BACKEND_UNREACHABLE.advice, errors.BACKEND_TIMEOUT.advice, errors.STREAM_UNREACHABLE.advice, errors.STREAM_TIMEOUT.advice, errors.STREAM_BUSY.advice, errors.RATE_LIMITED.advice</extracomment>
        <translation>Tente de novo dentro de momentos, por favor.</translation>
    </message>
    <message>
        <source>We cannot go on with this check</source>
        <extracomment>errors.STORE_TAMPERED.title</extracomment>
        <translation>Não podemos continuar esta verificação</translation>
    </message>
    <message>
        <source>We check this in another way</source>
        <extracomment>errors.NO_CHALLENGE_POSSIBLE.title</extracomment>
        <translation>Verificamos isto de outra forma</translation>
    </message>
    <message>
        <source>This check is no longer open</source>
        <extracomment>errors.SESSION_NOT_FOUND.title, errors.KYC_SESSION_USED.title</extracomment>
        <translation>Esta verificação já foi encerrada</translation>
    </message>
    <message>
        <source>We cannot reach our service</source>
        <extracomment>errors.BACKEND_UNREACHABLE.title, errors.BACKEND_TIMEOUT.title, errors.STREAM_UNREACHABLE.title, errors.STREAM_TIMEOUT.title</extracomment>
        <translation>Não conseguimos contactar o nosso serviço</translation>
    </message>
    <message>
        <source>The connection was interrupted</source>
        <extracomment>errors.STREAM_CLOSED.title</extracomment>
        <translation>A ligação foi interrompida</translation>
    </message>
    <message>
        <source>We could not use the pictures</source>
        <extracomment>errors.STREAM_VIDEO_REFUSED.title</extracomment>
        <translation>Não conseguimos utilizar as imagens</translation>
    </message>
    <message>
        <source>The camera is not working at the moment</source>
        <extracomment>errors.CAMERA_MISSING.title, errors.CAMERA_BUSY.title, errors.CAMERA_LOST.title</extracomment>
        <translation>A câmara não está a funcionar neste momento</translation>
    </message>
    <message>
        <source>Please wait a little.</source>
        <extracomment>errors.CAMERA_MISSING.advice, errors.CAMERA_BUSY.advice, errors.CAMERA_LOST.advice</extracomment>
        <translation>Aguarde um pouco, por favor.</translation>
    </message>
    <message>
        <source>The camera cannot be used</source>
        <extracomment>errors.CAMERA_FORBIDDEN.title, errors.CAMERA_NOT_ADMITTED.title, errors.CLIP_UNREADABLE.title</extracomment>
        <translation>Não é possível utilizar a câmara</translation>
    </message>
    <message>
        <source>Please ask a member of staff to allow this program the camera.</source>
        <extracomment>errors.CAMERA_FORBIDDEN.advice</extracomment>
        <translation>Peça a um dos nossos colaboradores que autorize este programa a usar a câmara.</translation>
    </message>
    <message>
        <source>This terminal is being looked after</source>
        <extracomment>errors.TERMINAL_IN_MAINTENANCE.title</extracomment>
        <translation>Este terminal está em manutenção</translation>
    </message>
    <message>
        <source>This terminal is already open</source>
        <extracomment>errors.ALREADY_RUNNING.title</extracomment>
        <translation>Este terminal já está aberto</translation>
    </message>
    <message>
        <source>It is open in another window.</source>
        <extracomment>errors.ALREADY_RUNNING.advice</extracomment>
        <translation>Está aberto noutra janela.</translation>
    </message>
    <message>
        <source>Too many attempts</source>
        <extracomment>errors.LOCKED_OUT.title</extracomment>
        <translation>Demasiadas tentativas</translation>
    </message>
    <message>
        <source>Please wait a while, or ask a member of staff.</source>
        <extracomment>errors.LOCKED_OUT.advice, errors.TOO_MANY_STARTS.advice</extracomment>
        <translation>Aguarde algum tempo ou fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>Too many tries in a short time</source>
        <extracomment>errors.TOO_MANY_STARTS.title</extracomment>
        <translation>Demasiadas tentativas em pouco tempo</translation>
    </message>
    <message>
        <source>We cannot see your face well enough</source>
        <extracomment>errors.NO_FACE_FOUND.title, errors.FACE_QUALITY_TOO_LOW.title</extracomment>
        <translation>Não vemos bem o seu rosto</translation>
    </message>
    <message>
        <source>Face the light, take off anything that covers your face, and try again.</source>
        <extracomment>errors.NO_FACE_FOUND.advice, errors.FACE_QUALITY_TOO_LOW.advice</extracomment>
        <translation>Vire-se para a luz, tire o que lhe tapa o rosto e tente de novo.</translation>
    </message>
    <message>
        <source>This file is not a picture we can read</source>
        <extracomment>errors.DOCUMENT_NOT_IMAGE.title</extracomment>
        <translation>Não conseguimos ler este ficheiro como imagem</translation>
    </message>
    <message>
        <source>Choose a whole JPEG or PNG file.</source>
        <extracomment>errors.DOCUMENT_NOT_IMAGE.advice</extracomment>
        <translation>Escolha um ficheiro JPEG ou PNG completo.</translation>
    </message>
    <message>
        <source>We cannot read your document</source>
        <extracomment>errors.DOCUMENT_PAGES_INVALID.title</extracomment>
        <translation>Não conseguimos ler o seu documento</translation>
    </message>
    <message>
        <source>Hold it straight, so that it does not shine, and try again.</source>
        <extracomment>errors.DOCUMENT_PAGES_INVALID.advice</extracomment>
        <translation>Segure-o direito, de forma a não brilhar, e tente de novo.</translation>
    </message>
    <message>
        <source>We do not know this customer number</source>
        <extracomment>errors.CUSTOMER_NOT_FOUND.title, errors.USER_NOT_FOUND.title</extracomment>
        <translation>Não conhecemos este número de cliente</translation>
    </message>
    <message>
        <source>Check the number, or ask a member of staff.</source>
        <extracomment>errors.CUSTOMER_NOT_FOUND.advice, errors.USER_NOT_FOUND.advice</extracomment>
        <translation>Verifique o número ou fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>This customer number is taken</source>
        <extracomment>errors.CUSTOMER_EXISTS.title</extracomment>
        <translation>Este número de cliente já está atribuído</translation>
    </message>
    <message>
        <source>Your face check has to be set up again</source>
        <extracomment>errors.MODELS_DIFFER.title</extracomment>
        <translation>A sua verificação facial tem de ser configurada de novo</translation>
    </message>
    <message>
        <source>This number or PIN is wrong</source>
        <extracomment>errors.STAFF_REFUSED.title</extracomment>
        <translation>Este número ou PIN está errado</translation>
    </message>
    <message>
        <source>Your role does not allow this</source>
        <extracomment>errors.STAFF_NOT_ALLOWED.title</extracomment>
        <translation>A sua função não permite isto</translation>
    </message>
    <message>
        <source>Please ask a colleague whose role does.</source>
        <extracomment>errors.STAFF_NOT_ALLOWED.advice</extracomment>
        <translation>Peça, por favor, a um colega com essa função.</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>A setting has a value that cannot be used.</source>
        <extracomment>faults.SETTINGS_INVALID</extracomment>
        <translation>Uma definição tem um valor que não pode ser utilizado.</translation>
    </message>
    <message>
        <source>The data folder cannot be made or written.</source>
        <extracomment>faults.DATA_FOLDER_UNUSABLE</extracomment>
        <translation>Não é possível criar a pasta de dados ou escrever nela.</translation>
    </message>
    <message>
        <source>Two terminals cannot share a data folder.</source>
        <extracomment>faults.ALREADY_RUNNING</extracomment>
        <translation>Dois terminais não podem partilhar uma pasta de dados.</translation>
    </message>
    <message>
        <source>The operating system lacks a library that the program needs.</source>
        <extracomment>faults.LIBRARY_MISSING</extracomment>
        <translation>Falta ao sistema operativo uma biblioteca de que o programa precisa.</translation>
    </message>
    <message>
        <source>A file of the program is missing or damaged. Install the program again.</source>
        <extracomment>faults.MODEL_MISSING, faults.MODEL_DAMAGED, faults.RESOURCE_MISSING</extracomment>
        <translation>Falta um ficheiro do programa ou está danificado. Instale o programa de novo.</translation>
    </message>
    <message>
        <source>A picture that the command line names cannot be read.</source>
        <extracomment>faults.PICTURE_MISSING</extracomment>
        <translation>Não é possível ler uma imagem indicada na linha de comandos.</translation>
    </message>
    <message>
        <source>The key of this terminal cannot be read or kept.</source>
        <extracomment>faults.TERMINAL_KEY_UNUSABLE</extracomment>
        <translation>Não é possível ler ou guardar a chave deste terminal.</translation>
    </message>
    <message>
        <source>The database or its key cannot be read or written.</source>
        <extracomment>faults.STORAGE_FAILED</extracomment>
        <translation>Não é possível ler ou escrever a base de dados ou a sua chave.</translation>
    </message>
    <message>
        <source>The disk of the backend is full.</source>
        <extracomment>faults.STORAGE_FULL</extracomment>
        <translation>O disco do servidor está cheio.</translation>
    </message>
    <message>
        <source>A database is damaged and must be restored from a copy.</source>
        <extracomment>faults.STORE_DAMAGED</extracomment>
        <translation>Uma base de dados está danificada e tem de ser reposta a partir de uma cópia.</translation>
    </message>
    <message>
        <source>The database holds what this program has not written.</source>
        <extracomment>faults.STORE_TAMPERED</extracomment>
        <translation>A base de dados contém algo que este programa não escreveu.</translation>
    </message>
    <message>
        <source>The verification service on this computer could not be started.</source>
        <extracomment>faults.BACKEND_UNREACHABLE</extracomment>
        <translation>Não foi possível iniciar o serviço de verificação neste computador.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Show the whole page, with all four corners.</source>
        <extracomment>findings.NO_PAGE</extracomment>
        <translation>Mostre a página inteira, com os quatro cantos.</translation>
    </message>
    <message>
        <source>We see more than one document. Show one document, one side at a time.</source>
        <extracomment>findings.SEVERAL_DOCUMENTS</extracomment>
        <translation>Vemos mais do que um documento. Mostre um só, um lado de cada vez.</translation>
    </message>
    <message>
        <source>This looks like a copy in black and white. Please show the document itself.</source>
        <extracomment>findings.BLACK_AND_WHITE</extracomment>
        <translation>Parece uma cópia a preto e branco. Mostre o próprio documento, por favor.</translation>
    </message>
    <message>
        <source>This looks like a copy or a screen. Show the document itself, or ask a member of staff.</source>
        <extracomment>findings.COPY_SUSPECTED</extracomment>
        <translation>Parece uma cópia ou um ecrã. Mostre o próprio documento ou fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>We cannot read this kind of document here. Please show your passport or identity card.</source>
        <extracomment>findings.KIND_NOT_ACCEPTED</extracomment>
        <translation>Não lemos aqui este tipo de documento. Mostre o passaporte ou o cartão de identidade.</translation>
    </message>
    <message>
        <source>Tilt the document a little, so that it does not shine.</source>
        <extracomment>findings.GLARE</extracomment>
        <translation>Incline um pouco o documento para que não brilhe.</translation>
    </message>
    <message>
        <source>Hold the document still until the picture is taken.</source>
        <extracomment>findings.BLURRED</extracomment>
        <translation>Não mexa o documento até a fotografia ser tirada.</translation>
    </message>
    <message>
        <source>Bring the document closer to the camera.</source>
        <extracomment>findings.PAGE_TOO_SMALL</extracomment>
        <translation>Aproxime o documento da câmara.</translation>
    </message>
    <message>
        <source>Open your passport at the page with your photo, and show that page.</source>
        <extracomment>findings.PHOTO_PAGE_MISSING</extracomment>
        <translation>Abra o passaporte na página da fotografia e mostre essa página.</translation>
    </message>
    <message>
        <source>Something covers the lines of letters at the edge. Keep your fingers off them.</source>
        <extracomment>findings.ZONE_COVERED</extracomment>
        <translation>Algo tapa as linhas de letras junto à margem. Não ponha os dedos sobre elas.</translation>
    </message>
    <message>
        <source>The lines of letters at the edge are covered, or not in the picture. Show the whole page.</source>
        <extracomment>findings.ZONE_MISSING</extracomment>
        <translation>As linhas de letras junto à margem estão tapadas ou fora da imagem. Mostre a página inteira.</translation>
    </message>
    <message>
        <source>Please show the other side of your card, too.</source>
        <extracomment>findings.OTHER_SIDE_MISSING</extracomment>
        <translation>Mostre também o outro lado do cartão, por favor.</translation>
    </message>
    <message>
        <source>We cannot read the text. Hold the page flat and in good light.</source>
        <extracomment>findings.UNREADABLE</extracomment>
        <translation>Não conseguimos ler o texto. Segure a página direita e bem iluminada.</translation>
    </message>
    <message>
        <source>We cannot see the photo. Show the side with the photo first.</source>
        <extracomment>findings.NO_PORTRAIT</extracomment>
        <translation>Não vemos a fotografia. Mostre primeiro o lado da fotografia.</translation>
    </message>
    <message>
        <source>We see more than one face. Show one document, and nothing else.</source>
        <extracomment>findings.SEVERAL_PORTRAITS</extracomment>
        <translation>Vemos mais do que um rosto. Mostre um documento e nada mais.</translation>
    </message>
    <message>
        <source>We cannot read the lines of letters at the edge. Show them clearly.</source>
        <extracomment>findings.CHECK_DIGIT_WRONG</extracomment>
        <translation>Não conseguimos ler as linhas de letras junto à margem. Mostre-as bem.</translation>
    </message>
    <message>
        <source>This document has expired. Please use one that is still valid.</source>
        <extracomment>findings.EXPIRED</extracomment>
        <translation>Este documento caducou. Utilize um que ainda seja válido, por favor.</translation>
    </message>
    <message>
        <source>What we read does not fit together. Show both sides of one document.</source>
        <extracomment>findings.FIELDS_DISAGREE</extracomment>
        <translation>O que lemos não coincide. Mostre os dois lados do mesmo documento.</translation>
    </message>
    <message>
        <source>We cannot check this document here. Please ask a member of staff.</source>
        <extracomment>findings.IMPLAUSIBLE</extracomment>
        <translation>Não podemos verificar aqui este documento. Fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>Your date of birth is not complete on the document. Please ask a member of staff.</source>
        <extracomment>findings.BIRTH_INCOMPLETE</extracomment>
        <translation>A sua data de nascimento não está completa no documento. Fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>We could not read your whole name. Please ask a member of staff.</source>
        <extracomment>findings.NAME_TRUNCATED</extracomment>
        <translation>Não conseguimos ler o seu nome completo. Fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>We could not check everything on this document. Please ask a member of staff.</source>
        <extracomment>findings.UNCONFIRMED</extracomment>
        <translation>Não conseguimos verificar tudo neste documento. Fale com um dos nossos colaboradores.</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Confirm it is you</source>
        <extracomment>attract.VERIFY.title</extracomment>
        <translation>Confirme a sua identidade</translation>
    </message>
    <message>
        <source>A quick look into the camera and a few movements of your head. It takes less than a minute.</source>
        <extracomment>attract.VERIFY.advice</extracomment>
        <translation>Um olhar para a câmara e alguns movimentos da cabeça. Demora menos de um minuto.</translation>
    </message>
    <message>
        <source>Become a customer</source>
        <extracomment>attract.ONBOARD.title</extracomment>
        <translation>Torne-se cliente</translation>
    </message>
    <message>
        <source>Have your passport or identity card ready. It takes about two minutes.</source>
        <extracomment>attract.ONBOARD.advice</extracomment>
        <translation>Tenha à mão o passaporte ou o cartão de identidade. Demora cerca de dois minutos.</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <extracomment>attract.AUTHENTICATE.title</extracomment>
        <translation>Boas-vindas de novo</translation>
    </message>
    <message>
        <source>Enter your customer number, then look into the camera.</source>
        <extracomment>attract.AUTHENTICATE.advice</extracomment>
        <translation>Introduza o seu número de cliente e depois olhe para a câmara.</translation>
    </message>
    <message>
        <source>We take pictures of your face while you look into the camera.</source>
        <extracomment>consent.VERIFY.taken, consent.AUTHENTICATE.taken</extracomment>
        <translation>Tiramos fotografias do seu rosto enquanto olha para a câmara.</translation>
    </message>
    <message>
        <source>A computer program checks in them that you are a real person, and that it is you.</source>
        <extracomment>consent.VERIFY.purpose</extracomment>
        <translation>Um programa de computador verifica nelas que é uma pessoa real e que é mesmo quem diz ser.</translation>
    </message>
    <message>
        <source>We keep them, encrypted, for {kept}. Then they are deleted.</source>
        <extracomment>consent.VERIFY.kept, consent.AUTHENTICATE.kept</extracomment>
        <translation>Guardamo-las, encriptadas, durante {kept}. Depois são apagadas.</translation>
    </message>
    <message>
        <source>We take pictures of your face, and of your passport or identity card.</source>
        <extracomment>consent.ONBOARD.taken</extracomment>
        <translation>Tiramos fotografias do seu rosto e do seu passaporte ou cartão de identidade.</translation>
    </message>
    <message>
        <source>A computer program compares them, to check that the document is yours and that you are not registered yet.</source>
        <extracomment>consent.ONBOARD.purpose</extracomment>
        <translation>Um programa de computador compara-as, para verificar que o documento é seu e que ainda não tem registo.</translation>
    </message>
    <message>
        <source>We keep them, encrypted, for {kept}. The picture that we recognise you by, and what a computer measures in it, stay for as long as you are our customer.</source>
        <extracomment>consent.ONBOARD.kept</extracomment>
        <translation>Guardamo-las, encriptadas, durante {kept}. A fotografia que usamos para reconhecer o seu rosto, e o que o computador nela mede, ficam enquanto for cliente.</translation>
    </message>
    <message>
        <source>A computer program compares them with the picture from when you became our customer, to check that it is you.</source>
        <extracomment>consent.AUTHENTICATE.purpose</extracomment>
        <translation>Um programa de computador compara-as com a fotografia de quando se tornou cliente, para verificar que é mesmo quem diz ser.</translation>
    </message>
    <message>
        <source>Thank you, it is you</source>
        <extracomment>approved.VERIFY.title, approved.AUTHENTICATE.title</extracomment>
        <translation>Obrigado, identidade confirmada</translation>
    </message>
    <message>
        <source>You can go on.</source>
        <extracomment>approved.VERIFY.advice, approved.AUTHENTICATE.advice</extracomment>
        <translation>Pode continuar.</translation>
    </message>
    <message>
        <source>Welcome, all done</source>
        <extracomment>approved.ONBOARD.title</extracomment>
        <translation>Boas-vindas, está tudo pronto</translation>
    </message>
    <message>
        <source>We will recognise you from now on.</source>
        <extracomment>approved.ONBOARD.advice</extracomment>
        <translation>A partir de agora, vamos reconhecer o seu rosto.</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Look into the camera</source>
        <extracomment>hints.NO_FACE</extracomment>
        <translation>Olhe para a câmara</translation>
    </message>
    <message>
        <source>One person only, please</source>
        <extracomment>hints.SEVERAL_FACES</extracomment>
        <translation>Só uma pessoa, por favor</translation>
    </message>
    <message>
        <source>One moment, people are passing</source>
        <extracomment>hints.OTHERS_PASSING</extracomment>
        <translation>Um momento, há pessoas a passar</translation>
    </message>
    <message>
        <source>Move a little closer</source>
        <extracomment>hints.MOVE_CLOSER</extracomment>
        <translation>Aproxime-se um pouco</translation>
    </message>
    <message>
        <source>Move back a little</source>
        <extracomment>hints.MOVE_BACK</extracomment>
        <translation>Afaste-se um pouco</translation>
    </message>
    <message>
        <source>Bring your face into the oval</source>
        <extracomment>hints.MOVE_TO_CENTRE</extracomment>
        <translation>Ponha o rosto dentro da oval</translation>
    </message>
    <message>
        <source>Move a little to the left</source>
        <extracomment>hints.MOVE_LEFT</extracomment>
        <translation>Mova-se um pouco para a esquerda</translation>
    </message>
    <message>
        <source>Move a little to the right</source>
        <extracomment>hints.MOVE_RIGHT</extracomment>
        <translation>Mova-se um pouco para a direita</translation>
    </message>
    <message>
        <source>Move up a little</source>
        <extracomment>hints.MOVE_UP</extracomment>
        <translation>Suba um pouco</translation>
    </message>
    <message>
        <source>Move down a little</source>
        <extracomment>hints.MOVE_DOWN</extracomment>
        <translation>Desça um pouco</translation>
    </message>
    <message>
        <source>Look straight ahead</source>
        <extracomment>hints.LOOK_STRAIGHT</extracomment>
        <translation>Olhe em frente</translation>
    </message>
    <message>
        <source>Hold still</source>
        <extracomment>hints.HOLD_STILL</extracomment>
        <translation>Não se mexa</translation>
    </message>
    <message>
        <source>Turn your head left</source>
        <extracomment>hints.TURN_LEFT</extracomment>
        <translation>Vire a cabeça para a esquerda</translation>
    </message>
    <message>
        <source>Turn your head right</source>
        <extracomment>hints.TURN_RIGHT</extracomment>
        <translation>Vire a cabeça para a direita</translation>
    </message>
    <message>
        <source>Tip your head up</source>
        <extracomment>hints.TURN_UP</extracomment>
        <translation>Levante a cabeça</translation>
    </message>
    <message>
        <source>Tip your head down</source>
        <extracomment>hints.TURN_DOWN</extracomment>
        <translation>Baixe a cabeça</translation>
    </message>
    <message>
        <source>Turn your head left and up</source>
        <extracomment>hints.TURN_LEFT_UP</extracomment>
        <translation>Vire a cabeça à esquerda e acima</translation>
    </message>
    <message>
        <source>Turn your head left and down</source>
        <extracomment>hints.TURN_LEFT_DOWN</extracomment>
        <translation>Vire a cabeça à esquerda e abaixo</translation>
    </message>
    <message>
        <source>Turn your head right and up</source>
        <extracomment>hints.TURN_RIGHT_UP</extracomment>
        <translation>Vire a cabeça à direita e acima</translation>
    </message>
    <message>
        <source>Turn your head right and down</source>
        <extracomment>hints.TURN_RIGHT_DOWN</extracomment>
        <translation>Vire a cabeça à direita e abaixo</translation>
    </message>
    <message>
        <source>Turn your head, do not lean</source>
        <extracomment>hints.TURN_NOT_SHIFT</extracomment>
        <translation>Vire a cabeça, sem se inclinar</translation>
    </message>
    <message>
        <source>Too dark: face the light</source>
        <extracomment>hints.TOO_DARK</extracomment>
        <translation>Muito escuro: vire-se para a luz</translation>
    </message>
    <message>
        <source>Too bright: step out of the light</source>
        <extracomment>hints.TOO_BRIGHT</extracomment>
        <translation>Muita luz: saia da luz forte</translation>
    </message>
    <message>
        <source>Well done</source>
        <extracomment>hints.DONE</extracomment>
        <translation>Muito bem</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>Liveness</source>
        <extracomment>measures.liveness</extracomment>
        <translation>Prova de vida</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <extracomment>measures.quality</extracomment>
        <translation>Qualidade da imagem</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>measures.document</extracomment>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Comparison of faces</source>
        <extracomment>measures.face_match</extracomment>
        <translation>Comparação de rostos</translation>
    </message>
    <message>
        <source>Search for duplicates</source>
        <extracomment>measures.duplicate_search</extracomment>
        <translation>Procura de duplicados</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <extracomment>measures.enrolment</extracomment>
        <translation>Registo</translation>
    </message>
    <message>
        <source>Decision of staff</source>
        <extracomment>measures.review</extracomment>
        <translation>Decisão do colaborador</translation>
    </message>
    <message>
        <source>Selfie</source>
        <extracomment>measures.selfie</extracomment>
        <translation>Fotografia do rosto</translation>
    </message>
    <message>
        <source>Photo on the document</source>
        <extracomment>measures.portrait</extracomment>
        <translation>Fotografia do documento</translation>
    </message>
    <message>
        <source>Front of the document</source>
        <extracomment>measures.page-front</extracomment>
        <translation>Frente do documento</translation>
    </message>
    <message>
        <source>Back of the document</source>
        <extracomment>measures.page-back</extracomment>
        <translation>Verso do documento</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>measures.name</extracomment>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Surname</source>
        <extracomment>measures.surname</extracomment>
        <translation>Apelido</translation>
    </message>
    <message>
        <source>Given names</source>
        <extracomment>measures.given_names</extracomment>
        <translation>Nomes próprios</translation>
    </message>
    <message>
        <source>Document number</source>
        <extracomment>measures.document_number</extracomment>
        <translation>Número do documento</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <extracomment>measures.date_of_birth</extracomment>
        <translation>Data de nascimento</translation>
    </message>
    <message>
        <source>Valid until</source>
        <extracomment>measures.date_of_expiry</extracomment>
        <translation>Válido até</translation>
    </message>
    <message>
        <source>Nationality</source>
        <extracomment>measures.nationality</extracomment>
        <translation>Nacionalidade</translation>
    </message>
    <message>
        <source>Issuing state</source>
        <extracomment>measures.issuing_state</extracomment>
        <translation>Estado emissor</translation>
    </message>
    <message>
        <source>Sex</source>
        <extracomment>measures.sex</extracomment>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Similarity of the faces</source>
        <extracomment>measures.similarity</extracomment>
        <translation>Semelhança dos rostos</translation>
    </message>
    <message>
        <source>Similarity that is needed</source>
        <extracomment>measures.threshold</extracomment>
        <translation>Semelhança necessária</translation>
    </message>
    <message>
        <source>Similarity with another customer</source>
        <extracomment>measures.duplicate_similarity</extracomment>
        <translation>Semelhança com outro cliente</translation>
    </message>
    <message>
        <source>Similarity with the photo of the document</source>
        <extracomment>measures.id_photo_similarity</extracomment>
        <translation>Semelhança com a fotografia do documento</translation>
    </message>
    <message>
        <source>Similarity of the pictures with each other</source>
        <extracomment>measures.same_person</extracomment>
        <translation>Semelhança das imagens entre si</translation>
    </message>
    <message>
        <source>Similarity of further pictures with the document</source>
        <extracomment>measures.document_frames</extracomment>
        <translation>Semelhança de outras imagens com o documento</translation>
    </message>
    <message>
        <source>Pictures judged</source>
        <extracomment>measures.frames</extracomment>
        <translation>Imagens avaliadas</translation>
    </message>
    <message>
        <source>Circles reached</source>
        <extracomment>measures.targets_reached</extracomment>
        <translation>Círculos alcançados</translation>
    </message>
    <message>
        <source>Smallest turn of the head (°)</source>
        <extracomment>measures.turn_deg</extracomment>
        <translation>Menor rotação da cabeça (°)</translation>
    </message>
    <message>
        <source>Good pictures at a circle</source>
        <extracomment>measures.good_frames</extracomment>
        <translation>Boas imagens num círculo</translation>
    </message>
    <message>
        <source>Duration (s)</source>
        <extracomment>measures.seconds</extracomment>
        <translation>Duração (s)</translation>
    </message>
    <message>
        <source>Time allowed, times the usual</source>
        <extracomment>measures.time_factor</extracomment>
        <translation>Tempo permitido, vezes o habitual</translation>
    </message>
    <message>
        <source>Pictures compared</source>
        <extracomment>measures.frames_compared</extracomment>
        <translation>Imagens comparadas</translation>
    </message>
    <message>
        <source>Pictures not compared</source>
        <extracomment>measures.frames_not_compared</extracomment>
        <translation>Imagens não comparadas</translation>
    </message>
    <message>
        <source>Pictures of somebody else</source>
        <extracomment>measures.strange_frames</extracomment>
        <translation>Imagens de outra pessoa</translation>
    </message>
    <message>
        <source>Coloured light shown</source>
        <extracomment>measures.light_shown</extracomment>
        <translation>Luz colorida mostrada</translation>
    </message>
    <message>
        <source>Coloured light declined</source>
        <extracomment>measures.light_left_out</extracomment>
        <translation>Luz colorida recusada</translation>
    </message>
    <message>
        <source>Depth: way of the nose in a turn</source>
        <extracomment>measures.nose_slope</extracomment>
        <translation>Profundidade: percurso do nariz na rotação</translation>
    </message>
    <message>
        <source>Depth: evenness of that way</source>
        <extracomment>measures.nose_fit</extracomment>
        <translation>Profundidade: regularidade desse percurso</translation>
    </message>
    <message>
        <source>Depth: parallax of the nose</source>
        <extracomment>measures.nose_parallax</extracomment>
        <translation>Profundidade: paralaxe do nariz</translation>
    </message>
    <message>
        <source>Shape: width of the face in a turn</source>
        <extracomment>measures.width_slope</extracomment>
        <translation>Forma: largura do rosto na rotação</translation>
    </message>
    <message>
        <source>Shape: width that stays</source>
        <extracomment>measures.width_kept</extracomment>
        <translation>Forma: largura que se mantém</translation>
    </message>
    <message>
        <source>Movement of the face in a turn</source>
        <extracomment>measures.face_slope</extracomment>
        <translation>Movimento do rosto na rotação</translation>
    </message>
    <message>
        <source>Fastest turn (° a second)</source>
        <extracomment>measures.fastest_deg_s</extracomment>
        <translation>Rotação mais rápida (° por segundo)</translation>
    </message>
    <message>
        <source>Movement of the eyes</source>
        <extracomment>measures.eye_movement</extracomment>
        <translation>Movimento dos olhos</translation>
    </message>
    <message>
        <source>Movement of the room (pixels)</source>
        <extracomment>measures.room_px</extracomment>
        <translation>Movimento do espaço (píxeis)</translation>
    </message>
    <message>
        <source>Likeness to the room of this terminal</source>
        <extracomment>measures.room_known</extracomment>
        <translation>Semelhança com a sala deste terminal</translation>
    </message>
    <message>
        <source>Changes of expression</source>
        <extracomment>measures.expression</extracomment>
        <translation>Mudanças de expressão</translation>
    </message>
    <message>
        <source>Reflection of the coloured light</source>
        <extracomment>measures.light_answer</extracomment>
        <translation>Reflexo da luz colorida</translation>
    </message>
    <message>
        <source>Sudden change of the face</source>
        <extracomment>measures.face_step</extracomment>
        <translation>Mudança súbita do rosto</translation>
    </message>
    <message>
        <source>Sudden change of brightness</source>
        <extracomment>measures.brightness_step</extracomment>
        <translation>Mudança súbita de luminosidade</translation>
    </message>
    <message>
        <source>Sudden change of colours</source>
        <extracomment>measures.colour_step</extracomment>
        <translation>Mudança súbita de cores</translation>
    </message>
    <message>
        <source>Sudden change of the background</source>
        <extracomment>measures.scene_step</extracomment>
        <translation>Mudança súbita do fundo</translation>
    </message>
    <message>
        <source>Pattern of a screen</source>
        <extracomment>measures.moire</extracomment>
        <translation>Padrão de um ecrã</translation>
    </message>
    <message>
        <source>Noise of the sensor</source>
        <extracomment>measures.sensor_noise</extracomment>
        <translation>Ruído do sensor</translation>
    </message>
    <message>
        <source>Suspicion of an attack</source>
        <extracomment>measures.suspicion</extracomment>
        <translation>Suspeita de ataque</translation>
    </message>
    <message>
        <source>Depth: relief of the face</source>
        <extracomment>measures.relief</extracomment>
        <translation>Profundidade: relevo do rosto</translation>
    </message>
    <message>
        <source>Depth: relief beyond a bent picture</source>
        <extracomment>measures.relief_beyond_bend</extracomment>
        <translation>Profundidade: relevo além de uma imagem curvada</translation>
    </message>
    <message>
        <source>Depth: shape of the relief</source>
        <extracomment>measures.relief_shape</extracomment>
        <translation>Profundidade: forma do relevo</translation>
    </message>
    <message>
        <source>Growth of the face while coming near</source>
        <extracomment>measures.growth</extracomment>
        <translation>Aumento do rosto na aproximação</translation>
    </message>
    <message>
        <source>Fit into the oval</source>
        <extracomment>measures.fit</extracomment>
        <translation>Ajuste ao oval</translation>
    </message>
    <message>
        <source>Place of the face at the beginning</source>
        <extracomment>measures.initial_face_overlap</extracomment>
        <translation>Posição do rosto no início</translation>
    </message>
    <message>
        <source>Width of the face at the beginning</source>
        <extracomment>measures.start_width</extracomment>
        <translation>Largura do rosto no início</translation>
    </message>
    <message>
        <source>Largest jump</source>
        <extracomment>measures.largest_jump</extracomment>
        <translation>Maior salto</translation>
    </message>
    <message>
        <source>Agreement with the coloured light</source>
        <extracomment>measures.light_correlation</extracomment>
        <translation>Concordância com a luz colorida</translation>
    </message>
    <message>
        <source>Delay of the light (s)</source>
        <extracomment>measures.light_lag_s</extracomment>
        <translation>Atraso da luz (s)</translation>
    </message>
    <message>
        <source>Contrast of the light</source>
        <extracomment>measures.light_contrast</extracomment>
        <translation>Contraste da luz</translation>
    </message>
    <message>
        <source>Coloured light beside the face, over the face&apos;s</source>
        <extracomment>measures.light_beside</extracomment>
        <translation>Luz colorida ao lado do rosto, em relação à do rosto</translation>
    </message>
    <message>
        <source>Confidence of the liveness service</source>
        <extracomment>measures.service_confidence</extracomment>
        <translation>Confiança do serviço de prova de vida</translation>
    </message>
    <message>
        <source>Further pictures</source>
        <extracomment>measures.audit_images</extracomment>
        <translation>Outras imagens</translation>
    </message>
    <message>
        <source>Terminal with a key of its own</source>
        <extracomment>measures.terminal_attested</extracomment>
        <translation>Terminal com chave própria</translation>
    </message>
    <message>
        <source>Camera known</source>
        <extracomment>measures.camera_device_known</extracomment>
        <translation>Câmara conhecida</translation>
    </message>
    <message>
        <source>Pictures of the camera measured</source>
        <extracomment>measures.camera_stream_measured</extracomment>
        <translation>Imagens da câmara medidas</translation>
    </message>
    <message>
        <source>Noise of the camera measured</source>
        <extracomment>measures.camera_noise_measured</extracomment>
        <translation>Ruído da câmara medido</translation>
    </message>
    <message>
        <source>Time between pictures (ms)</source>
        <extracomment>measures.camera_interval_ms</extracomment>
        <translation>Tempo entre imagens (ms)</translation>
    </message>
    <message>
        <source>Deviation of that time (ms)</source>
        <extracomment>measures.camera_interval_deviation_ms</extracomment>
        <translation>Desvio desse tempo (ms)</translation>
    </message>
    <message>
        <source>Share of repeated pictures</source>
        <extracomment>measures.camera_repeated_share</extracomment>
        <translation>Proporção de imagens repetidas</translation>
    </message>
    <message>
        <source>Pictures that came back</source>
        <extracomment>measures.camera_returned</extracomment>
        <translation>Imagens que voltaram</translation>
    </message>
    <message>
        <source>Share of pictures without noise</source>
        <extracomment>measures.camera_silent_share</extracomment>
        <translation>Proporção de imagens sem ruído</translation>
    </message>
    <message>
        <source>Noise of the camera</source>
        <extracomment>measures.camera_noise_level</extracomment>
        <translation>Ruído da câmara</translation>
    </message>
    <message>
        <source>Selfie: turned aside (°)</source>
        <extracomment>measures.selfie_yaw_deg, measures.reference_yaw_deg, measures.selfie_yaw</extracomment>
        <translation>Fotografia do rosto: virada para o lado (°)</translation>
    </message>
    <message>
        <source>Selfie: tipped up or down (°)</source>
        <extracomment>measures.selfie_pitch_deg, measures.reference_pitch_deg, measures.selfie_pitch</extracomment>
        <translation>Fotografia do rosto: inclinada para cima ou para baixo (°)</translation>
    </message>
    <message>
        <source>Selfie: sharpness</source>
        <extracomment>measures.selfie_sharpness, measures.reference_sharpness</extracomment>
        <translation>Fotografia do rosto: nitidez</translation>
    </message>
    <message>
        <source>Selfie: brightness</source>
        <extracomment>measures.selfie_brightness, measures.reference_brightness</extracomment>
        <translation>Fotografia do rosto: luminosidade</translation>
    </message>
    <message>
        <source>Selfie: covered</source>
        <extracomment>measures.selfie_occlusion</extracomment>
        <translation>Fotografia do rosto: coberta</translation>
    </message>
    <message>
        <source>Selfie: size of the face (pixels)</source>
        <extracomment>measures.selfie_size</extracomment>
        <translation>Fotografia do rosto: tamanho do rosto (píxeis)</translation>
    </message>
    <message>
        <source>Selfie: not over-exposed</source>
        <extracomment>measures.selfie_over_exposure_prevention</extracomment>
        <translation>Fotografia do rosto: sem excesso de luz</translation>
    </message>
    <message>
        <source>Photo on the document: turned aside (°)</source>
        <extracomment>measures.portrait_yaw_deg, measures.portrait_yaw</extracomment>
        <translation>Fotografia do documento: virada para o lado (°)</translation>
    </message>
    <message>
        <source>Photo on the document: tipped up or down (°)</source>
        <extracomment>measures.portrait_pitch_deg, measures.portrait_pitch</extracomment>
        <translation>Fotografia do documento: inclinada para cima ou para baixo (°)</translation>
    </message>
    <message>
        <source>Photo on the document: sharpness</source>
        <extracomment>measures.portrait_sharpness</extracomment>
        <translation>Fotografia do documento: nitidez</translation>
    </message>
    <message>
        <source>Photo on the document: brightness</source>
        <extracomment>measures.portrait_brightness</extracomment>
        <translation>Fotografia do documento: luminosidade</translation>
    </message>
    <message>
        <source>Photo on the document: covered</source>
        <extracomment>measures.portrait_occlusion</extracomment>
        <translation>Fotografia do documento: coberta</translation>
    </message>
    <message>
        <source>Photo on the document: size of the face (pixels)</source>
        <extracomment>measures.portrait_size</extracomment>
        <translation>Fotografia do documento: tamanho do rosto (píxeis)</translation>
    </message>
    <message>
        <source>Photo on the document: not over-exposed</source>
        <extracomment>measures.portrait_over_exposure_prevention</extracomment>
        <translation>Fotografia do documento: sem excesso de luz</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Not decided yet</source>
        <extracomment>outcomes.OPEN</extracomment>
        <translation>Ainda por decidir</translation>
    </message>
    <message>
        <source>Approved</source>
        <extracomment>outcomes.APPROVED</extracomment>
        <translation>Aprovado</translation>
    </message>
    <message>
        <source>Failed</source>
        <extracomment>outcomes.FAILED</extracomment>
        <translation>Falhado</translation>
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
        <translation>Segure o documento em frente da câmara</translation>
    </message>
    <message>
        <source>Bring it a little closer</source>
        <extracomment>page_hints.CLOSER</extracomment>
        <translation>Aproxime-o um pouco</translation>
    </message>
    <message>
        <source>Hold it straight to the camera</source>
        <extracomment>page_hints.FLAT</extracomment>
        <translation>Segure-o de frente para a câmara</translation>
    </message>
    <message>
        <source>It is shining: tilt it a little</source>
        <extracomment>page_hints.GLARE</extracomment>
        <translation>Está a brilhar: incline-o um pouco</translation>
    </message>
    <message>
        <source>A little further away, and hold still</source>
        <extracomment>page_hints.BLURRED</extracomment>
        <translation>Afaste-o um pouco e não o mexa</translation>
    </message>
    <message>
        <source>Hold still</source>
        <extracomment>page_hints.HOLD_STILL</extracomment>
        <translation>Não se mexa</translation>
    </message>
</context>
<context>
    <name>PanelNote</name>
    <message>
        <source>The terminal is unlocked.</source>
        <extracomment>panel_notes.UNLOCKED</extracomment>
        <translation>O terminal está desbloqueado.</translation>
    </message>
    <message>
        <source>The terminal was not locked.</source>
        <extracomment>panel_notes.NOT_LOCKED</extracomment>
        <translation>O terminal não estava bloqueado.</translation>
    </message>
    <message>
        <source>Nobody was found.</source>
        <extracomment>panel_notes.CUSTOMER_UNKNOWN</extracomment>
        <translation>Não foi encontrado ninguém.</translation>
    </message>
    <message>
        <source>The logs are saved.</source>
        <extracomment>panel_notes.LOGS_SAVED</extracomment>
        <translation>Os registos foram guardados.</translation>
    </message>
    <message>
        <source>The logs could not be saved there.</source>
        <extracomment>panel_notes.LOGS_NOT_SAVED</extracomment>
        <translation>Não foi possível guardar aí os registos.</translation>
    </message>
    <message>
        <source>Customers are filmed with this camera from now on.</source>
        <extracomment>panel_notes.CAMERA_ADMITTED</extracomment>
        <translation>A partir de agora, os clientes são filmados com esta câmara.</translation>
    </message>
    <message>
        <source>The pictures are turned from now on.</source>
        <extracomment>panel_notes.TURN_SAVED</extracomment>
        <translation>A partir de agora, as imagens são rodadas.</translation>
    </message>
    <message>
        <source>The volume is kept.</source>
        <extracomment>panel_notes.VOLUME_SAVED</extracomment>
        <translation>O volume fica guardado.</translation>
    </message>
    <message>
        <source>The volume is kept. This terminal has no voice that could be heard.</source>
        <extracomment>panel_notes.NO_VOICE</extracomment>
        <translation>O volume fica guardado. Este terminal não tem voz que se possa ouvir.</translation>
    </message>
    <message>
        <source>This could not be saved: the data folder cannot be written.</source>
        <extracomment>panel_notes.NOT_SAVED</extracomment>
        <translation>Não foi possível guardar: não se pode escrever na pasta de dados.</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Face the light and take off anything that covers your face.</source>
        <extracomment>verdict_reasons.NO_FACE, verdict_reasons.LOW_CONFIDENCE</extracomment>
        <translation>Vire-se para a luz e tire o que lhe tapa o rosto.</translation>
    </message>
    <message>
        <source>Please be alone in front of the camera.</source>
        <extracomment>verdict_reasons.SEVERAL_FACES, verdict_reasons.PERSON_CHANGED</extracomment>
        <translation>Só uma pessoa deve estar em frente da câmara.</translation>
    </message>
    <message>
        <source>Keep your whole face inside the oval.</source>
        <extracomment>verdict_reasons.FACE_NOT_IN_AREA, verdict_reasons.FACE_LEFT_AREA</extracomment>
        <translation>Mantenha o rosto inteiro dentro da oval.</translation>
    </message>
    <message>
        <source>Come a little closer, so that your face fills the oval.</source>
        <extracomment>verdict_reasons.FACE_TOO_SMALL</extracomment>
        <translation>Aproxime-se um pouco, até o rosto preencher a oval.</translation>
    </message>
    <message>
        <source>Move slowly and keep looking at the screen.</source>
        <extracomment>verdict_reasons.FACE_LOST, verdict_reasons.TOO_FEW_FRAMES, verdict_reasons.PATH_NOT_CONTINUOUS, verdict_reasons.APPEARANCE_CHANGED</extracomment>
        <translation>Mova-se devagar e continue a olhar para o ecrã.</translation>
    </message>
    <message>
        <source>Keep your body still and turn only your head to the circle.</source>
        <extracomment>verdict_reasons.TARGET_NOT_REACHED, verdict_reasons.HEAD_NOT_TURNED</extracomment>
        <translation>Mantenha o corpo parado e vire só a cabeça para o círculo.</translation>
    </message>
    <message>
        <source>Look straight ahead until the circle appears.</source>
        <extracomment>verdict_reasons.TARGET_ALREADY_REACHED</extracomment>
        <translation>Olhe em frente até aparecer o círculo.</translation>
    </message>
    <message>
        <source>Turn your head towards the circle.</source>
        <extracomment>verdict_reasons.WRONG_SIDE</extracomment>
        <translation>Vire a cabeça na direção do círculo.</translation>
    </message>
    <message>
        <source>The time ran out. Begin to turn as soon as the circle appears.</source>
        <extracomment>verdict_reasons.TIMED_OUT</extracomment>
        <translation>O tempo terminou. Comece a virar a cabeça assim que aparecer o círculo.</translation>
    </message>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>verdict_reasons.NO_DEPTH, verdict_reasons.FACE_DEFORMED, verdict_reasons.FROZEN_FRAMES, verdict_reasons.FRAMES_MISSING, verdict_reasons.CHAIN_BROKEN, verdict_reasons.SCREEN_PATTERN, verdict_reasons.ATTACK_SUSPECTED, verdict_reasons.STREAM_FAILED, verdict_reasons.CAMERA_NOT_MEASURED, verdict_reasons.CLOCK_JUMPED</extracomment>
        <translation>Não conseguimos confirmar esta tentativa. Tente de novo, por favor.</translation>
    </message>
    <message>
        <source>Relax your face, and take off anything that covers it.</source>
        <extracomment>verdict_reasons.FACE_TOO_RIGID</extracomment>
        <translation>Descontraia o rosto e tire tudo o que o cubra.</translation>
    </message>
    <message>
        <source>Stand still while you turn your head. Nothing should move behind you.</source>
        <extracomment>verdict_reasons.ROOM_MOVED</extracomment>
        <translation>Não mova o corpo enquanto vira a cabeça. Nada se deve mexer atrás de si.</translation>
    </message>
    <message>
        <source>Keep looking at the circle while you turn your head.</source>
        <extracomment>verdict_reasons.EYES_NOT_ON_SCREEN</extracomment>
        <translation>Continue a olhar para o círculo enquanto vira a cabeça.</translation>
    </message>
    <message>
        <source>Turn only your head, do not lean, and take your time.</source>
        <extracomment>verdict_reasons.MOVEMENT_UNNATURAL</extracomment>
        <translation>Vire só a cabeça, sem se inclinar e sem pressa.</translation>
    </message>
    <message>
        <source>Come a little closer to the screen, away from windows and lamps.</source>
        <extracomment>verdict_reasons.LIGHT_NOT_REFLECTED</extracomment>
        <translation>Aproxime-se um pouco do ecrã, longe de janelas e candeeiros.</translation>
    </message>
    <message>
        <source>No coloured light was shown, so a colleague confirms the check. Please ask for one.</source>
        <extracomment>verdict_reasons.LIGHT_NOT_SHOWN</extracomment>
        <translation>Não foi mostrada luz colorida, por isso um colega confirma a verificação. Peça, por favor, que venha alguém.</translation>
    </message>
    <message>
        <source>We could not match your face with the photo on your document.</source>
        <extracomment>verdict_reasons.FACE_MISMATCH</extracomment>
        <translation>O seu rosto não correspondeu à fotografia do documento.</translation>
    </message>
    <message>
        <source>We cannot see your face well enough. Face the light and take off anything that covers it.</source>
        <extracomment>verdict_reasons.REFERENCE_UNUSABLE</extracomment>
        <translation>Não vemos bem o seu rosto. Vire-se para a luz e tire o que o tapa.</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>verdict_reasons.TERMINAL_UNATTESTED, verdict_reasons.VIRTUAL_CAMERA, verdict_reasons.TIMING_TOO_PERFECT, verdict_reasons.PICTURES_RETURNED, verdict_reasons.CAMERA_SUSPECTED</extracomment>
        <translation>Por favor, fale com um dos nossos colaboradores.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>The front: the side with your photo</source>
        <extracomment>sides.FRONT</extracomment>
        <translation>A frente: o lado da fotografia</translation>
    </message>
    <message>
        <source>The back of your document</source>
        <extracomment>sides.BACK</extracomment>
        <translation>O verso do seu documento</translation>
    </message>
    <message>
        <source>Picture of the front</source>
        <extracomment>page_names.FRONT</extracomment>
        <translation>Imagem da frente</translation>
    </message>
    <message>
        <source>Picture of the back</source>
        <extracomment>page_names.BACK</extracomment>
        <translation>Imagem do verso</translation>
    </message>
</context>
<context>
    <name>Source</name>
    <message>
        <source>lines at the edge</source>
        <extracomment>sources.MACHINE_READABLE_ZONE</extracomment>
        <translation>linhas junto à margem</translation>
    </message>
    <message>
        <source>print</source>
        <extracomment>sources.PRINTED</extracomment>
        <translation>texto impresso</translation>
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
        <translation>Acesso de colaboradores</translation>
    </message>
    <message>
        <source>Enter your staff number and PIN to begin.</source>
        <extracomment>staff_entry.BEGIN.advice</extracomment>
        <translation>Introduza o número de colaborador e o PIN para começar.</translation>
    </message>
    <message>
        <source>For our staff</source>
        <extracomment>staff_entry.PANEL.title</extracomment>
        <translation>Só para colaboradores</translation>
    </message>
    <message>
        <source>Please enter your staff number and PIN.</source>
        <extracomment>staff_entry.PANEL.advice, staff_entry.TERMINAL.advice</extracomment>
        <translation>Introduza o seu número de colaborador e o PIN.</translation>
    </message>
    <message>
        <source>Please call a colleague</source>
        <extracomment>staff_entry.WITHOUT_FACE.title</extracomment>
        <translation>Chame um colaborador</translation>
    </message>
    <message>
        <source>The camera is off. They look at your document, and enter number and PIN here.</source>
        <extracomment>staff_entry.WITHOUT_FACE.advice</extracomment>
        <translation>A câmara está desligada. O colaborador observa o seu documento e introduz aqui o número e o PIN.</translation>
    </message>
    <message>
        <source>This terminal, for our staff</source>
        <extracomment>staff_entry.TERMINAL.title</extracomment>
        <translation>Para colaboradores</translation>
    </message>
</context>
<context>
    <name>StepReason</name>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>step_reasons.FACE_MISMATCH.VERIFY</extracomment>
        <translation>Não conseguimos confirmar esta tentativa. Tente de novo, por favor.</translation>
    </message>
    <message>
        <source>Your face does not match the photo on the document.</source>
        <extracomment>step_reasons.FACE_MISMATCH.ONBOARD</extracomment>
        <translation>O seu rosto não corresponde à fotografia do documento.</translation>
    </message>
    <message>
        <source>This face and this customer number do not belong together. Please check the number.</source>
        <extracomment>step_reasons.FACE_MISMATCH.AUTHENTICATE</extracomment>
        <translation>Este rosto e este número de cliente não correspondem. Verifique o número, por favor.</translation>
    </message>
    <message>
        <source>We cannot see your face well enough. Face the light and take off anything that covers it.</source>
        <extracomment>step_reasons.FACE_QUALITY_TOO_LOW, step_reasons.NO_FACE_FOUND</extracomment>
        <translation>Não vemos bem o seu rosto. Vire-se para a luz e tire o que o tapa.</translation>
    </message>
    <message>
        <source>It seems that you are a customer already. Please ask a member of staff.</source>
        <extracomment>step_reasons.DUPLICATE_FOUND</extracomment>
        <translation>Parece que já é nosso cliente. Fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>This customer number is taken. Please ask a member of staff.</source>
        <extracomment>step_reasons.CUSTOMER_EXISTS</extracomment>
        <translation>Este número de cliente já está atribuído. Fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>We do not know this customer number. Please ask a member of staff.</source>
        <extracomment>step_reasons.CUSTOMER_NOT_FOUND</extracomment>
        <translation>Não conhecemos este número de cliente. Fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>step_reasons.NO_FACE_ENROLLED, step_reasons.CANCELLED, step_reasons.TIMED_OUT</extracomment>
        <translation>Por favor, fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>Your face check has to be set up again. Please ask a member of staff.</source>
        <extracomment>step_reasons.MODELS_DIFFER</extracomment>
        <translation>A sua verificação facial tem de ser configurada de novo. Fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>We could not read the document. Please ask a member of staff.</source>
        <extracomment>step_reasons.TOO_MANY_DOCUMENTS</extracomment>
        <translation>Não conseguimos ler o documento. Fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>One of us will look at it. We will contact you.</source>
        <extracomment>step_reasons.SENT_TO_REVIEW</extracomment>
        <translation>Um de nós vai analisar o pedido. Entraremos em contacto consigo.</translation>
    </message>
</context>
<context>
    <name>TextKey</name>
    <message>
        <source>Face check</source>
        <extracomment>texts.PRODUCT</extracomment>
        <translation>Verificação facial</translation>
    </message>
    <message>
        <source>DEMONSTRATION</source>
        <extracomment>texts.DEMONSTRATION</extracomment>
        <translation>DEMONSTRAÇÃO</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>texts.LANGUAGE</extracomment>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>texts.START</extracomment>
        <translation>Começar</translation>
    </message>
    <message>
        <source>The camera is off until you press Start.</source>
        <extracomment>texts.ATTRACT_PRIVACY</extracomment>
        <translation>A câmara está desligada até premir Começar.</translation>
    </message>
    <message>
        <source>Before we begin</source>
        <extracomment>texts.READY_TITLE</extracomment>
        <translation>Antes de começar</translation>
    </message>
    <message>
        <source>Show your whole face</source>
        <extracomment>texts.TIP_FACE_TITLE</extracomment>
        <translation>Mostre o rosto inteiro</translation>
    </message>
    <message>
        <source>Take off hat, mask and sunglasses.</source>
        <extracomment>texts.TIP_FACE_ADVICE</extracomment>
        <translation>Tire chapéu, máscara e óculos de sol.</translation>
    </message>
    <message>
        <source>An arm&apos;s length away</source>
        <extracomment>texts.TIP_DISTANCE_TITLE</extracomment>
        <translation>À distância de um braço</translation>
    </message>
    <message>
        <source>Then your face fills the oval.</source>
        <extracomment>texts.TIP_DISTANCE_ADVICE</extracomment>
        <translation>Assim, o rosto preenche a oval.</translation>
    </message>
    <message>
        <source>Be alone in the picture</source>
        <extracomment>texts.TIP_ALONE_TITLE</extracomment>
        <translation>Só uma pessoa na imagem</translation>
    </message>
    <message>
        <source>With the light in front of you.</source>
        <extracomment>texts.TIP_ALONE_ADVICE</extracomment>
        <translation>Com a luz à sua frente.</translation>
    </message>
    <message>
        <source>Three circles appear, one after another. Turn your head towards each, and keep looking at it.</source>
        <extracomment>texts.READY_CIRCLES</extracomment>
        <translation>Aparecem três círculos, um após o outro. Vire a cabeça para cada um e continue a olhar para ele.</translation>
    </message>
    <message>
        <source>While you turn your head, the screen changes colour two or three times a second. If flickering light can give you a seizure or a headache, choose the check without it.</source>
        <extracomment>texts.READY_LIGHT</extracomment>
        <translation>Enquanto vira a cabeça, o ecrã muda de cor duas ou três vezes por segundo. Se a luz intermitente lhe pode causar convulsões ou dores de cabeça, escolha a verificação sem ela.</translation>
    </message>
    <message>
        <source>The screen does not change colour while you turn your head. A colleague may confirm the check in its place.</source>
        <extracomment>texts.READY_LIGHT_OFF</extracomment>
        <translation>O ecrã não muda de cor enquanto vira a cabeça. Em vez disso, um colega poderá confirmar a verificação.</translation>
    </message>
    <message>
        <source>Four circles appear, one after another, all of them near. Turn your head towards each, and keep looking at it.</source>
        <extracomment>texts.READY_CIRCLES_NEAR</extracomment>
        <translation>Aparecem quatro círculos, um após o outro, todos próximos. Vire a cabeça para cada um e continue a olhar para ele.</translation>
    </message>
    <message>
        <source>I cannot turn far</source>
        <extracomment>texts.TURNS_LITTLE</extracomment>
        <translation>Não consigo virar muito a cabeça</translation>
    </message>
    <message>
        <source>Stand an arm&apos;s length away, then come nearer until your face fills the oval, and hold still.</source>
        <extracomment>texts.READY_NEAR</extracomment>
        <translation>Fique à distância de um braço; depois aproxime-se até o rosto preencher a oval e não se mexa.</translation>
    </message>
    <message>
        <source>I cannot come nearer</source>
        <extracomment>texts.STAY_AWAY</extracomment>
        <translation>Não me posso aproximar</translation>
    </message>
    <message>
        <source>At the end the whole screen changes colour about twice a second, for a few seconds. If flickering light can give you a seizure or a headache, choose the check without it.</source>
        <extracomment>texts.READY_LIGHT_NEAR</extracomment>
        <translation>No fim, todo o ecrã muda de cor cerca de duas vezes por segundo, durante alguns segundos. Se a luz intermitente lhe pode causar convulsões ou dores de cabeça, escolha a verificação sem ela.</translation>
    </message>
    <message>
        <source>The screen does not change colour while you come nearer. A colleague may confirm the check in its place.</source>
        <extracomment>texts.READY_LIGHT_NEAR_OFF</extracomment>
        <translation>O ecrã não muda de cor enquanto se aproxima. Em vez disso, um colega poderá confirmar a verificação.</translation>
    </message>
    <message>
        <source>No coloured light</source>
        <extracomment>texts.NO_LIGHT</extracomment>
        <translation>Sem luz colorida</translation>
    </message>
    <message>
        <source>Have your passport or identity card ready. We take pictures of it after the face check.</source>
        <extracomment>texts.READY_DOCUMENT</extracomment>
        <translation>Tenha à mão o passaporte ou o cartão de identidade. Fotografamo-lo depois da verificação facial.</translation>
    </message>
    <message>
        <source>You cannot turn your head, or would rather not? Ask a member of staff for another way.</source>
        <extracomment>texts.OTHER_WAY</extracomment>
        <translation>Não pode ou prefere não virar a cabeça? Peça outra forma a um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>You can do neither, or would rather not? Ask a member of staff for another way.</source>
        <extracomment>texts.OTHER_WAY_NEAR</extracomment>
        <translation>Não pode ou prefere não fazer nenhuma delas? Peça outra forma a um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>Go on with a colleague</source>
        <extracomment>texts.OTHER_WAY_BUTTON</extracomment>
        <translation>Continuar com um colaborador</translation>
    </message>
    <message>
        <source>May we take pictures of you?</source>
        <extracomment>texts.CONSENT_TITLE</extracomment>
        <translation>Podemos tirar-lhe fotografias?</translation>
    </message>
    <message>
        <source>You decide. If you do not agree, a member of staff helps you in another way.</source>
        <extracomment>texts.CONSENT_CHOICE</extracomment>
        <translation>A decisão é sua. Se não concordar, um dos nossos colaboradores trata de tudo de outra forma.</translation>
    </message>
    <message>
        <source>I agree</source>
        <extracomment>texts.AGREE</extracomment>
        <translation>Concordo</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <extracomment>texts.DISAGREE</extracomment>
        <translation>Não concordo</translation>
    </message>
    <message>
        <source>No picture was taken</source>
        <extracomment>texts.DECLINED_TITLE</extracomment>
        <translation>Não foi tirada nenhuma fotografia</translation>
    </message>
    <message>
        <source>Please ask a member of staff. There is another way, without pictures of your face.</source>
        <extracomment>texts.DECLINED_LEAD</extracomment>
        <translation>Fale com um dos nossos colaboradores. Há outra forma, sem fotografias do rosto.</translation>
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
            <numerusform>{days} dia</numerusform>
            <numerusform>{days} dias</numerusform>
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
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>texts.DONE</extracomment>
        <translation>Concluir</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>texts.BACK</extracomment>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>texts.DELETE</extracomment>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Next line</source>
        <extracomment>texts.NEXT_LINE</extracomment>
        <translation>Linha seguinte</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>texts.CLOSE</extracomment>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>For staff</source>
        <extracomment>texts.STAFF_BUTTON, texts.STAFF_HEADING</extracomment>
        <translation>Para colaboradores</translation>
    </message>
    <message>
        <source>Get in position</source>
        <extracomment>texts.CHALLENGE_STEP_POSITION</extracomment>
        <translation>Coloque-se em posição</translation>
    </message>
    <message>
        <source>Turn to the circle</source>
        <extracomment>texts.CHALLENGE_STEP_TURN</extracomment>
        <translation>Vire-se para o círculo</translation>
    </message>
    <message>
        <source>Circle {number} of {count}</source>
        <extracomment>texts.CHALLENGE_STEP_TURNS</extracomment>
        <translation>Círculo {number} de {count}</translation>
    </message>
    <message>
        <source>Come nearer: {percent} %</source>
        <extracomment>texts.CHALLENGE_STEP_NEAR</extracomment>
        <translation>Aproxime-se: {percent} %</translation>
    </message>
    <message>
        <source>Checking</source>
        <extracomment>texts.CHALLENGE_STEP_CHECK, texts.CHECKING_TITLE</extracomment>
        <translation>A verificar</translation>
    </message>
    <message>
        <source>Keep your eyes on the circle</source>
        <extracomment>texts.KEEP_LOOKING</extracomment>
        <translation>Continue a olhar para o círculo</translation>
    </message>
    <message>
        <source>Keep your face in the oval</source>
        <extracomment>texts.KEEP_IN_OVAL</extracomment>
        <translation>Mantenha o rosto na oval</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <extracomment>texts.STARTING, texts.ONE_MOMENT</extracomment>
        <translation>Um momento, por favor</translation>
    </message>
    <message>
        <source>You can relax now. This takes a few seconds.</source>
        <extracomment>texts.CHECKING_LEAD</extracomment>
        <translation>Já pode descontrair. Demora alguns segundos.</translation>
    </message>
    <message>
        <source>Thank you, it is you</source>
        <extracomment>texts.PASSED_TITLE</extracomment>
        <translation>Obrigado, identidade confirmada</translation>
    </message>
    <message>
        <source>Thank you, all done</source>
        <extracomment>texts.PASSED_LIVE_TITLE</extracomment>
        <translation>Obrigado, está tudo pronto</translation>
    </message>
    <message>
        <source>Your face matches the photo on your document.</source>
        <extracomment>texts.PASSED_MATCH</extracomment>
        <translation>O seu rosto corresponde à fotografia do documento.</translation>
    </message>
    <message>
        <source>The check was successful.</source>
        <extracomment>texts.PASSED_LIVE</extracomment>
        <translation>A verificação foi bem-sucedida.</translation>
    </message>
    <message>
        <source>That did not work yet</source>
        <extracomment>texts.FAILED_TITLE</extracomment>
        <translation>Ainda não resultou</translation>
    </message>
    <message>
        <source>Or ask a member of staff: there is always another way.</source>
        <extracomment>texts.ASK_STAFF</extracomment>
        <translation>Ou fale com um dos nossos colaboradores: há sempre outra forma.</translation>
    </message>
    <message>
        <source>We could not confirm this try. Please try again.</source>
        <extracomment>texts.TRY_AGAIN</extracomment>
        <translation>Não conseguimos confirmar esta tentativa. Tente de novo, por favor.</translation>
    </message>
    <message numerus="yes">
        <source>This screen closes in {seconds} seconds. Touch it if you need more time.</source>
        <extracomment>texts.BACK_TO_START</extracomment>
        <translation>
            <numerusform>Este ecrã fecha dentro de {seconds} segundo. Toque nele se precisar de mais tempo.</numerusform>
            <numerusform>Este ecrã fecha dentro de {seconds} segundos. Toque nele se precisar de mais tempo.</numerusform>
        </translation>
    </message>
    <message>
        <source>We go on as soon as the camera works again. You need not do anything.</source>
        <extracomment>texts.TROUBLE_RECOVERS</extracomment>
        <translation>Continuamos assim que a câmara voltar a funcionar. Não precisa de fazer nada.</translation>
    </message>
    <message>
        <source>If it does not help, ask a member of staff.</source>
        <extracomment>texts.TROUBLE_ASK_STAFF</extracomment>
        <translation>Se não resultar, fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>Your customer number</source>
        <extracomment>texts.CUSTOMER_ENTRY_TITLE</extracomment>
        <translation>O seu número de cliente</translation>
    </message>
    <message>
        <source>You find it on your card or in a letter from us.</source>
        <extracomment>texts.CUSTOMER_ENTRY_LEAD</extracomment>
        <translation>Encontra-o no seu cartão ou numa carta nossa.</translation>
    </message>
    <message>
        <source>The customer&apos;s reference</source>
        <extracomment>texts.CUSTOMER_ENTRY_BY_STAFF_TITLE</extracomment>
        <translation>A referência do cliente</translation>
    </message>
    <message>
        <source>The customer will be registered under this reference.</source>
        <extracomment>texts.CUSTOMER_ENTRY_BY_STAFF_LEAD</extracomment>
        <translation>O cliente será registado com esta referência.</translation>
    </message>
    <message>
        <source>Customer number</source>
        <extracomment>texts.CUSTOMER_NUMBER</extracomment>
        <translation>Número de cliente</translation>
    </message>
    <message>
        <source>Customer reference</source>
        <extracomment>texts.CUSTOMER_REFERENCE</extracomment>
        <translation>Referência do cliente</translation>
    </message>
    <message>
        <source>Staff number</source>
        <extracomment>texts.STAFF_NUMBER</extracomment>
        <translation>Número de colaborador</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>texts.PIN</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Take picture</source>
        <extracomment>texts.CAPTURE_PAGE</extracomment>
        <translation>Tirar fotografia</translation>
    </message>
    <message>
        <source>It has no back</source>
        <extracomment>texts.SKIP_BACK</extracomment>
        <translation>Não tem verso</translation>
    </message>
    <message>
        <source>Choose files</source>
        <extracomment>texts.CHOOSE_FILES</extracomment>
        <translation>Escolher ficheiros</translation>
    </message>
    <message>
        <source>Pictures of the document: the front, then the back</source>
        <extracomment>texts.FILE_DIALOG_TITLE</extracomment>
        <translation>Imagens do documento: a frente e depois o verso</translation>
    </message>
    <message>
        <source>Pictures</source>
        <extracomment>texts.FILE_DIALOG_FILTER</extracomment>
        <translation>Imagens</translation>
    </message>
    <message>
        <source>Now turn your document over</source>
        <extracomment>texts.TURN_OVER</extracomment>
        <translation>Agora vire o documento</translation>
    </message>
    <message>
        <source>Well done</source>
        <extracomment>texts.PAGE_TAKEN</extracomment>
        <translation>Muito bem</translation>
    </message>
    <message>
        <source>Can you read everything?</source>
        <extracomment>texts.CHECK_PAGE_TITLE</extracomment>
        <translation>Consegue ler tudo?</translation>
    </message>
    <message>
        <source>The whole page should be sharp and without bright spots.</source>
        <extracomment>texts.CHECK_PAGE_LEAD</extracomment>
        <translation>A página deve estar toda nítida e sem manchas brilhantes.</translation>
    </message>
    <message>
        <source>Use this picture</source>
        <extracomment>texts.KEEP_PAGE</extracomment>
        <translation>Usar esta imagem</translation>
    </message>
    <message>
        <source>Take it again</source>
        <extracomment>texts.RETAKE_PAGE</extracomment>
        <translation>Tirar de novo</translation>
    </message>
    <message>
        <source>We need another look at your document</source>
        <extracomment>texts.DOCUMENT_REFUSED_TITLE</extracomment>
        <translation>Precisamos de ver o seu documento outra vez</translation>
    </message>
    <message>
        <source>We need another look at your face</source>
        <extracomment>texts.SELFIE_REFUSED_TITLE</extracomment>
        <translation>Precisamos de ver o seu rosto outra vez</translation>
    </message>
    <message>
        <source>We could not confirm that it is you</source>
        <extracomment>texts.REFUSED_TITLE</extracomment>
        <translation>Não conseguimos confirmar a sua identidade</translation>
    </message>
    <message>
        <source>We are not quite finished</source>
        <extracomment>texts.INCOMPLETE_TITLE</extracomment>
        <translation>Ainda não terminámos</translation>
    </message>
    <message>
        <source>Please ask a member of staff.</source>
        <extracomment>texts.PLEASE_ASK_STAFF</extracomment>
        <translation>Por favor, fale com um dos nossos colaboradores.</translation>
    </message>
    <message>
        <source>Your customer number is
{customer}
Please write it down.</source>
        <extracomment>texts.NEW_CUSTOMER_NUMBER</extracomment>
        <translation>O seu número de cliente é
{customer}
Anote-o, por favor.</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <extracomment>texts.WRITTEN_DOWN</extracomment>
        <translation>Já o anotei</translation>
    </message>
    <message>
        <source>What was recorded</source>
        <extracomment>texts.PANEL_TITLE</extracomment>
        <translation>O que foi registado</translation>
    </message>
    <message>
        <source>{outcome} ({stage})</source>
        <extracomment>texts.ATTEMPT_STANDS</extracomment>
        <translation>{outcome} ({stage})</translation>
    </message>
    <message>
        <source>No scores were recorded.</source>
        <extracomment>texts.NO_SCORES</extracomment>
        <translation>Não foram registados valores.</translation>
    </message>
    <message>
        <source>not measured</source>
        <extracomment>texts.NOT_MEASURED</extracomment>
        <translation>não medido</translation>
    </message>
    <message>
        <source>Enrolled as {customer}</source>
        <extracomment>texts.ENROLLED_AS</extracomment>
        <translation>Registado como {customer}</translation>
    </message>
    <message>
        <source>Further picture {number}</source>
        <extracomment>texts.FURTHER_PICTURE</extracomment>
        <translation>Outra imagem {number}</translation>
    </message>
    <message>
        <source>Agreed to pictures by the notice</source>
        <extracomment>texts.AGREED_TO</extracomment>
        <translation>Concordou com as fotografias segundo o aviso</translation>
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
        <translation>Motivo, para registo</translation>
    </message>
    <message>
        <source>Document checked by hand</source>
        <extracomment>texts.DECISION_CHECKED_BY_HAND</extracomment>
        <translation>Documento verificado</translation>
    </message>
    <message>
        <source>Customer known in person</source>
        <extracomment>texts.DECISION_KNOWN_IN_PERSON</extracomment>
        <translation>Cliente conhecido</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <extracomment>texts.DECISION_PICTURE_QUALITY</extracomment>
        <translation>Qualidade da imagem</translation>
    </message>
    <message>
        <source>Send to review</source>
        <extracomment>texts.DECIDE_REVIEW</extracomment>
        <translation>Analisar</translation>
    </message>
    <message>
        <source>Override</source>
        <extracomment>texts.DECIDE_OVERRIDE</extracomment>
        <translation>Aceitar</translation>
    </message>
    <message>
        <source>Confirm identity</source>
        <extracomment>texts.DECIDE_WITHOUT_FACE</extracomment>
        <translation>Confirmar identidade</translation>
    </message>
    <message>
        <source>No face is compared. Look at the document and at the customer yourself, then confirm.</source>
        <extracomment>texts.NO_FACE_COMPARED</extracomment>
        <translation>Nenhum rosto é comparado. Observe o documento e o cliente, e depois confirme.</translation>
    </message>
    <message>
        <source>Read document</source>
        <extracomment>texts.READ_DOCUMENT</extracomment>
        <translation>Ler o documento</translation>
    </message>
    <message>
        <source>Enrol</source>
        <extracomment>texts.ENROL</extracomment>
        <translation>Registar</translation>
    </message>
    <message>
        <source>Finish</source>
        <extracomment>texts.FINISH</extracomment>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Passed: {value}, at least {limit} is needed</source>
        <extracomment>texts.PASSED_AT_LEAST</extracomment>
        <translation>Passou: {value}, são necessários pelo menos {limit}</translation>
    </message>
    <message>
        <source>Passed: {value}, up to {limit} is allowed</source>
        <extracomment>texts.PASSED_BELOW</extracomment>
        <translation>Passou: {value}, são permitidos até {limit}</translation>
    </message>
    <message>
        <source>Not passed: {value}, at least {limit} is needed</source>
        <extracomment>texts.FAILED_AT_LEAST</extracomment>
        <translation>Não passou: {value}, são necessários pelo menos {limit}</translation>
    </message>
    <message>
        <source>Not passed: {value}, only below {limit} is allowed</source>
        <extracomment>texts.FAILED_BELOW</extracomment>
        <translation>Não passou: {value}, só é permitido abaixo de {limit}</translation>
    </message>
    <message>
        <source>{value}, no limit of its own</source>
        <extracomment>texts.WEIGHED</extracomment>
        <translation>{value}, sem limite próprio</translation>
    </message>
    <message>
        <source>Are you still there?</source>
        <extracomment>texts.STILL_THERE</extracomment>
        <translation>Ainda está aí?</translation>
    </message>
    <message>
        <source>If not, we delete everything in {seconds} s and go back to the start.</source>
        <extracomment>texts.STILL_THERE_SECONDS</extracomment>
        <translation>Se não, apagamos tudo dentro de {seconds} s e voltamos ao início.</translation>
    </message>
    <message>
        <source>I am still here</source>
        <extracomment>texts.STILL_HERE</extracomment>
        <translation>Ainda estou aqui</translation>
    </message>
    <message>
        <source>This terminal</source>
        <extracomment>texts.TERMINAL_TITLE</extracomment>
        <translation>Este terminal</translation>
    </message>
    <message>
        <source>Ready for customers</source>
        <extracomment>texts.TERMINAL_READY</extracomment>
        <translation>Pronto para clientes</translation>
    </message>
    <message>
        <source>Locked after too many tries</source>
        <extracomment>texts.TERMINAL_LOCKED</extracomment>
        <translation>Bloqueado após demasiadas tentativas</translation>
    </message>
    <message>
        <source>Not working: {title} ({code})</source>
        <extracomment>texts.TERMINAL_NOT_READY</extracomment>
        <translation>Não funciona: {title} ({code})</translation>
    </message>
    <message>
        <source>Taken out of service by staff</source>
        <extracomment>texts.TERMINAL_OUT_OF_SERVICE</extracomment>
        <translation>Retirado de serviço pelos colaboradores</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>texts.TERMINAL_VERSION</extracomment>
        <translation>Versão</translation>
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
        <translation>Retirar de serviço</translation>
    </message>
    <message>
        <source>Put into service</source>
        <extracomment>texts.INTO_SERVICE</extracomment>
        <translation>Pôr em serviço</translation>
    </message>
    <message>
        <source>Check camera</source>
        <extracomment>texts.CHECK_CAMERA</extracomment>
        <translation>Verificar a câmara</translation>
    </message>
    <message>
        <source>Admit this camera</source>
        <extracomment>texts.ADMIT_CAMERA</extracomment>
        <translation>Admitir esta câmara</translation>
    </message>
    <message>
        <source>Turn pictures by {degrees}°</source>
        <extracomment>texts.TURN_CAMERA</extracomment>
        <translation>Rodar as imagens {degrees}°</translation>
    </message>
    <message>
        <source>Save logs</source>
        <extracomment>texts.EXPORT_LOGS</extracomment>
        <translation>Guardar registos</translation>
    </message>
    <message>
        <source>Folder for the logs</source>
        <extracomment>texts.LOG_FOLDER_TITLE</extracomment>
        <translation>Pasta para os registos</translation>
    </message>
    <message>
        <source>Find customer</source>
        <extracomment>texts.FIND_CUSTOMER</extracomment>
        <translation>Procurar cliente</translation>
    </message>
    <message>
        <source>Enrolled here lately</source>
        <extracomment>texts.ENROLLED_LATELY</extracomment>
        <translation>Registados aqui recentemente</translation>
    </message>
    <message>
        <source>{customer}, enrolled {when}</source>
        <extracomment>texts.CUSTOMER_FOUND</extracomment>
        <translation>{customer}, registo: {when}</translation>
    </message>
    <message>
        <source>Camera: {name}, {width} x {height}, {fps} pictures a second</source>
        <extracomment>texts.CAMERA_LINE</extracomment>
        <translation>Câmara: {name}, {width} x {height}, {fps} imagens por segundo</translation>
    </message>
    <message>
        <source>This camera is admitted.</source>
        <extracomment>texts.CAMERA_IS_ADMITTED</extracomment>
        <translation>Esta câmara está admitida.</translation>
    </message>
    <message>
        <source>This camera is not admitted: no customer is filmed with it.</source>
        <extracomment>texts.CAMERA_IS_STRANGE</extracomment>
        <translation>Esta câmara não está admitida: nenhum cliente é filmado com ela.</translation>
    </message>
    <message>
        <source>Light: {brightness} of 255, {white} % of the picture is white</source>
        <extracomment>texts.CAMERA_LIGHT</extracomment>
        <translation>Luz: {brightness} de 255, {white} % da imagem é branca</translation>
    </message>
    <message>
        <source>Print it</source>
        <extracomment>texts.PRINT_NUMBER</extracomment>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Volume: {percent} %</source>
        <extracomment>texts.VOLUME</extracomment>
        <translation>Volume do som: {percent} %</translation>
    </message>
    <message>
        <source>Try the volume</source>
        <extracomment>texts.TRY_VOLUME</extracomment>
        <translation>Ouvir o volume</translation>
    </message>
    <message>
        <source>This terminal speaks this loudly.</source>
        <extracomment>texts.VOLUME_SAMPLE</extracomment>
        <translation>Este terminal fala com este volume.</translation>
    </message>
    <message>
        <source>Help with seeing, hearing and pressing</source>
        <extracomment>texts.ACCESS_BUTTON</extracomment>
        <translation>Ajuda para ver, ouvir e premir</translation>
    </message>
    <message>
        <source>What makes it easier for you?</source>
        <extracomment>texts.ACCESS_TITLE</extracomment>
        <translation>O que lhe facilita a utilização?</translation>
    </message>
    <message>
        <source>Larger letters</source>
        <extracomment>texts.ACCESS_LARGE</extracomment>
        <translation>Letras maiores</translation>
    </message>
    <message>
        <source>Everything is written larger; longer pages can be scrolled.</source>
        <extracomment>texts.ACCESS_LARGE_HELP</extracomment>
        <translation>Tudo fica escrito maior; as páginas mais longas deslizam.</translation>
    </message>
    <message>
        <source>High contrast</source>
        <extracomment>texts.ACCESS_CONTRAST</extracomment>
        <translation>Contraste elevado</translation>
    </message>
    <message>
        <source>White and yellow on black.</source>
        <extracomment>texts.ACCESS_CONTRAST_HELP</extracomment>
        <translation>Branco e amarelo sobre preto.</translation>
    </message>
    <message>
        <source>More time</source>
        <extracomment>texts.ACCESS_TIME</extracomment>
        <translation>Mais tempo</translation>
    </message>
    <message>
        <source>Every screen waits ten times as long for you.</source>
        <extracomment>texts.ACCESS_TIME_HELP</extracomment>
        <translation>Cada ecrã espera por si dez vezes mais tempo.</translation>
    </message>
    <message>
        <source>One key for everything</source>
        <extracomment>texts.ACCESS_ONE_KEY</extracomment>
        <translation>Uma tecla para tudo</translation>
    </message>
    <message>
        <source>The frame goes from button to button. Press any key, or touch the screen, to press the one in it.</source>
        <extracomment>texts.ACCESS_ONE_KEY_HELP</extracomment>
        <translation>A moldura passa de botão em botão. Prima qualquer tecla, ou toque no ecrã, para premir o botão que está nela.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <extracomment>texts.ACCESS_SPEECH</extracomment>
        <translation>Ler em voz alta</translation>
    </message>
    <message>
        <source>A voice reads every screen and says where to turn.</source>
        <extracomment>texts.ACCESS_SPEECH_HELP</extracomment>
        <translation>Uma voz lê cada ecrã e diz para onde virar.</translation>
    </message>
    <message>
        <source>This terminal has no voice. Please ask a member of staff.</source>
        <extracomment>texts.ACCESS_NO_VOICE</extracomment>
        <translation>Este terminal não tem voz. Peça ajuda, por favor, a um colaborador.</translation>
    </message>
    <message>
        <source>Say it again</source>
        <extracomment>texts.ACCESS_REPEAT</extracomment>
        <translation>Repetir</translation>
    </message>
    <message>
        <source>Pause the voice</source>
        <extracomment>texts.ACCESS_PAUSE</extracomment>
        <translation>Pausar a voz</translation>
    </message>
    <message>
        <source>Go on speaking</source>
        <extracomment>texts.ACCESS_RESUME</extracomment>
        <translation>Continuar a falar</translation>
    </message>
    <message>
        <source>Quieter</source>
        <extracomment>texts.ACCESS_QUIETER</extracomment>
        <translation>Mais baixo</translation>
    </message>
    <message>
        <source>Louder</source>
        <extracomment>texts.ACCESS_LOUDER</extracomment>
        <translation>Mais alto</translation>
    </message>
    <message>
        <source>Back to the check</source>
        <extracomment>texts.ACCESS_CLOSE</extracomment>
        <translation>Voltar à verificação</translation>
    </message>
    <message>
        <source>I need more time</source>
        <extracomment>texts.MORE_TIME</extracomment>
        <translation>Preciso de mais tempo</translation>
    </message>
    <message>
        <source>The screen stays, as often as you press this.</source>
        <extracomment>texts.MORE_TIME_HELP</extracomment>
        <translation>O ecrã mantém-se, sempre que premir aqui.</translation>
    </message>
    <message>
        <source>This terminal reads aloud now. Tab goes to the next button and Enter presses it. F1 says it again, F2 pauses, F5 and F6 change the volume.</source>
        <extracomment>texts.SPEECH_WELCOME</extracomment>
        <translation>Este terminal lê agora em voz alta. Tab passa ao botão seguinte e Enter prime-o. F1 repete, F2 faz uma pausa, F5 e F6 mudam o volume.</translation>
    </message>
    <message>
        <source>Buttons: {names}</source>
        <extracomment>texts.SPEECH_BUTTONS</extracomment>
        <translation>Botões: {names}</translation>
    </message>
    <message>
        <source>{name}, button</source>
        <extracomment>texts.SPEECH_BUTTON</extracomment>
        <translation>{name}, botão</translation>
    </message>
    <message>
        <source>{name}, button, not available yet</source>
        <extracomment>texts.SPEECH_UNAVAILABLE</extracomment>
        <translation>{name}, botão, ainda não disponível</translation>
    </message>
    <message>
        <source>{name}, chosen</source>
        <extracomment>texts.SPEECH_CHOSEN</extracomment>
        <translation>{name}, escolhido</translation>
    </message>
    <message>
        <source>{name}, not chosen</source>
        <extracomment>texts.SPEECH_NOT_CHOSEN</extracomment>
        <translation>{name}, não escolhido</translation>
    </message>
    <message>
        <source>{name}, to type in, {count} entered</source>
        <extracomment>texts.SPEECH_LINE</extracomment>
        <translation>{name}, para escrever, {count} introduzidos</translation>
    </message>
    <message>
        <source>entered</source>
        <extracomment>texts.SPEECH_TYPED</extracomment>
        <translation>introduzido</translation>
    </message>
    <message>
        <source>deleted</source>
        <extracomment>texts.SPEECH_DELETED</extracomment>
        <translation>apagado</translation>
    </message>
    <message>
        <source>What stands here is for you alone. Plug in headphones to hear it</source>
        <extracomment>texts.SPEECH_PRIVATE</extracomment>
        <translation>O que está aqui é só para si. Ligue auscultadores para o ouvir</translation>
    </message>
    <message>
        <source>In {seconds} seconds we go back to the start. Press any key to stay.</source>
        <extracomment>texts.SPEECH_TIMEOUT</extracomment>
        <translation>Dentro de {seconds} segundos voltamos ao início. Prima qualquer tecla para continuar aqui.</translation>
    </message>
    <message>
        <source>The program failed. The log says why.</source>
        <extracomment>texts.FAULT_UNKNOWN</extracomment>
        <translation>O programa falhou. O registo diz porquê.</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <extracomment>texts.CODE_LINE</extracomment>
        <translation>Código: {code}</translation>
    </message>
    <message>
        <source>Log: {file}</source>
        <extracomment>texts.LOG_LINE</extracomment>
        <translation>Registo: {file}</translation>
    </message>
</context>
</TS>
