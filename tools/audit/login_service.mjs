// oidc-provider (OpenID Certified) as an organisation's login service: for the audit in login.py.
//   node login_service.mjs <folder of the package> <port> <where answers go> <how the client shows who it is> <signature>
import { generateKeyPairSync } from "node:crypto";
import { pathToFileURL } from "node:url";

const [folder, port, answers, method, signature] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${folder}/lib/index.js`).href);
const jwk = (...kind) => generateKeyPairSync(...kind).privateKey.export({ format: "jwk" });
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: "redigering", client_secret: "mycket hemligt", redirect_uris: [answers], response_types: ["code"],
    grant_types: ["authorization_code"], token_endpoint_auth_method: method, id_token_signed_response_alg: signature,
  }],
  jwks: { keys: [jwk("rsa", { modulusLength: 2048 }), jwk("ec", { namedCurve: "P-256" })] },
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256", "ES256"] },
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email", "email_verified"] },
  findAccount: async (_context, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, preferred_username: id, email: `${id}@prov.example`, email_verified: true }),
  }),
});
provider.listen(Number(port), "127.0.0.1");
