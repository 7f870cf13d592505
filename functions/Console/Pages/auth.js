// OpenID Connect: the authorization code flow with PKCE (RFC 7636). Tokens live in this page's memory only; after a reload the
// issuer, which still knows who this is, sends the next ones without asking.
const Pending = 'sign-in';
const Margin = 60_000;

const settings = JSON.parse(document.getElementById('sign-in').textContent); // empty where nobody has to
let session;
let refreshing;
let isOut = false; // a refresh that was under way at the sign-out must not bring the tokens back

export class SignedOutError extends Error {
  status = 401; // as the API would answer
}

/** Comes back signed in, or does not come back: the browser goes to the issuer. Where the API has no issuer, does nothing. */
export async function start() {
  if (!settings.issuer) return;
  const response = new URLSearchParams(location.search);
  if (!response.has('state')) return signIn();

  const pending = JSON.parse(sessionStorage.getItem(Pending) ?? '{}');
  sessionStorage.removeItem(Pending);
  history.replaceState(null, '', location.pathname + (pending.hash ?? ''));
  if (response.get('state') !== pending.state) throw new SignedOutError('This sign-in was not started in this tab. Sign in again.');
  if (response.has('error')) throw new SignedOutError(response.get('error_description') ?? response.get('error'));
  await redeem({ grant_type: 'authorization_code', code: response.get('code'), code_verifier: pending.verifier, redirect_uri: home() }, pending.nonce);
}

/** What proves to the API who asks; undefined where it does not want to know. */
export async function token() {
  if (!settings.issuer) return undefined;
  if (session?.expiresAt - Margin < Date.now() && session.refresh) {
    refreshing ??= redeem({ grant_type: 'refresh_token', refresh_token: session.refresh }).finally(() => { refreshing = undefined; });
    await refreshing; // once for all who ask meanwhile
  }
  if (!session || session.expiresAt < Date.now()) throw new SignedOutError('The sign-in has expired.');
  return session.token;
}

export async function signIn() {
  const [state, nonce, verifier] = [random(), random(), random()];
  sessionStorage.setItem(Pending, JSON.stringify({ state, nonce, verifier, hash: location.hash }));
  const challenge = base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
  leave(settings.authorization_endpoint, {
    response_type: 'code', client_id: settings.client_id, redirect_uri: home(), scope: 'openid', state, nonce,
    code_challenge: challenge, code_challenge_method: 'S256',
  });
  return new Promise(() => {}); // the page is on its way out
}

export const canSignOut = () => Boolean(session && settings.end_session_endpoint);
/** Forgets the tokens, and has the issuer forget who this is. */
export function signOut() {
  const hint = session.idToken;
  session = undefined;
  isOut = true;
  // Amazon Cognito calls the address to come back to logout_uri.
  leave(settings.end_session_endpoint, { client_id: settings.client_id, id_token_hint: hint, post_logout_redirect_uri: home(), logout_uri: home() });
}

async function redeem(grant, nonce) {
  const response = await fetch(settings.token_endpoint, { method: 'POST', body: new URLSearchParams({ client_id: settings.client_id, ...grant }) });
  const tokens = await response.json().catch(() => ({}));
  if (!response.ok) throw new SignedOutError(tokens.error_description ?? `The issuer answered ${response.status}.`);
  const idToken = tokens.id_token ?? session?.idToken;
  if (nonce && claims(idToken).nonce !== nonce) throw new SignedOutError('The response belongs to another sign-in. Sign in again.');
  // API Gateway wants a JWT that is meant for this client. Some issuers' access tokens are that, every ID token is.
  const fitting = [tokens.access_token, idToken].find(candidate => {
    const { aud, client_id: client } = claims(candidate);
    return [aud ?? client].flat().includes(settings.client_id);
  });
  if (!fitting) throw new SignedOutError('The issuer gave no token for this client.');
  if (isOut) return;
  session = { token: fitting, idToken, refresh: tokens.refresh_token ?? session?.refresh, expiresAt: claims(fitting).exp * 1000 };
}

/** Empty for an opaque token. Not verified: these came from the issuer itself by TLS, and the API verifies. */
function claims(jwt) {
  try {
    const bytes = Uint8Array.from(atob(jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}

const home = () => `${location.origin}/`;
const random = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));
const base64Url = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function leave(endpoint, parameters) {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  location.assign(url);
}
