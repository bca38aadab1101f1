// The React example of the KYC API's documentation. What it lacks there is where the stream is opened, and with what
// key: `POST /api/liveness/session` answers that too.
import '@aws-amplify/ui-react/styles.css';
import '@aws-amplify/ui-react-liveness/styles.css';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { FaceLivenessDetector } from '@aws-amplify/ui-react-liveness';

// The backend, where it is not at the page's own address: page.html?api=http://127.0.0.1:8000
const api = new URLSearchParams(location.search).get('api') ?? '';

function configOf(stream) {
  return {
    credentialProvider: async () => stream.credentials,
    endpointOverride: stream.endpoint,
    // Else the component fetches both from AWS.
    binaryPath: new URL('./', location.href).href,
    faceModelUrl: new URL('face-model/model.json', location.href).href,
  };
}

function LivenessCheck() {
  const [session, setSession] = useState(null);
  const [said, setSaid] = useState('');

  // 1. Create session
  const createSession = () => {
    fetch(`${api}/api/liveness/session`, { method: 'POST' })
      .then(res => res.json())
      .then(setSession);
  };
  useEffect(createSession, []);

  // 2. Handle liveness check completion
  const handleAnalysisComplete = async () => {
    const results = await fetch(`${api}/api/liveness/session/${session.sessionId}/results`)
      .then(res => res.json());

    setSaid(results.isLive ? `Liveness verified! ${results.confidence}` : `Not verified: ${results.message}`);
  };

  const handleError = ({ state, error }) => setSaid(`${state} ${error.name}: ${error.message}`);

  // A session is used up by its first attempt.
  const handleCancel = () => {
    setSession(null);
    createSession();
  };

  return (
    <div>
      {session && (
        <FaceLivenessDetector
          key={session.sessionId}
          sessionId={session.sessionId}
          region={session.stream.region}
          config={configOf(session.stream)}
          onAnalysisComplete={handleAnalysisComplete}
          onError={handleError}
          onUserCancel={handleCancel}
        />
      )}
      <p id="result" role="status">{said}</p>
    </div>
  );
}

createRoot(document.getElementById('page')).render(<LivenessCheck />);
