// Signs in with a browser at a real OpenID provider (npm's oidc-provider, a certified one), through its own login form.
//
//   node oidc.mjs
//
// Each story is told twice: with a provider that puts e-mail address and groups into the ID token, and with one that
// tells them only at its userinfo endpoint. The groups' claim, the subject and the e-mail address are the test's.

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import Provider from "oidc-provider";
import { Faults, freePort, launch, start } from "./service.mjs";

const NAME = "Log ind med kommunens konto";
const SECRET = "a secret that only the test knows";
const RETURN = "/sign-in/oidc/return";
const faults = new Faults();
let checks = 0;

const check = (what, holds, seen = "") => {
  checks += 1;
  if (!holds) faults.add(what, `is not so ${JSON.stringify(seen)}`);
};

/** Whom the provider knows, by subject: what is typed as the login. */
const newPeople = () => ({
  alice: { email: "Alice@kommune.example", email_verified: true, name: "Alice Ø", groups: ["anskaf-it", "anskaf-nord"] },
  eve: { email: "eve@kommune.example", email_verified: true, name: "Eve", groups: ["cantine"] },
  heir: { email: "alice@kommune.example", email_verified: true, name: "Another Alice", groups: ["anskaf-it"] },
  mallory: { email: "boss@kommune.example", email_verified: false, name: "Mallory", groups: ["anskaf-it"] },
});

/** The provider at `issuer`, which sends people back to `address`. */
function provide(issuer, address, people, inIdToken) {
  const provider = new Provider(issuer, {
    clients: [{ client_id: "anskaf", client_secret: SECRET, redirect_uris: [address + RETURN], response_types: ["code"], grant_types: ["authorization_code"] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    conformIdTokenClaims: !inIdToken,
    pkce: { required: () => true },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  });
  const { port } = new URL(issuer);
  const server = createServer(provider.callback());
  return new Promise((listening) => server.listen(Number(port), "localhost", () => listening(server)));
}

/** An administrator's way into the API. */
async function administrate(service) {
  const environment = { ...process.env, ANSKAF_DATA_DIR: service.folder };
  const program = process.env.ANSKAF ?? "target/debug/anskaf";
  const made = await promisify(execFile)(program, ["create-account", "--email", "boss@kommune.example", "--name", "Boss"], { env: environment });
  const token = made.stdout.match(/shown only now:\n(\S+)/)[1];
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`${service.address}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
}

/** Fills in the provider's own form, and agrees to what it asks. */
async function logIn(page, login) {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.waitForLoadState();
  if (await page.locator("input[name=prompt][value=consent]").count()) await page.locator("button[type=submit]").click();
  await page.waitForURL((url) => url.port !== new URL(page.issuer).port);
}

/** A window of its own, in which nobody is signed in anywhere. */
async function fresh(browser, issuer) {
  const context = await browser.newContext({ locale: "da-DK" });
  // The provider's own pages ask for fonts from elsewhere, and a machine without a network waits for them.
  await context.route(
    (url) => !["127.0.0.1", "localhost"].includes(url.hostname),
    (route) => route.abort(),
  );
  const page = await context.newPage();
  page.issuer = issuer;
  page.on("response", (answer) => {
    if (new URL(answer.url()).pathname === RETURN) page.returned = answer.status();
  });
  return page;
}

/** Signs in from the page that somebody wanted, by the button. */
async function enter(page, address, login) {
  await page.goto(`${address}/me`);
  await page.locator("main a.button", { hasText: NAME }).click();
  await logIn(page, login);
}

/** Goes to the provider with one parameter of the request changed. */
async function enterWith(page, address, login, parameter, value) {
  const answer = await page.context().request.get(`${address}/sign-in/oidc`, { maxRedirects: 0 });
  const there = new URL(answer.headers().location);
  check(`the request has ${parameter}`, there.searchParams.has(parameter));
  there.searchParams.set(parameter, value);
  await page.goto(String(there));
  await logIn(page, login);
}

async function mustBeRefused(page, what, status, words) {
  check(`${what}: ${status}`, page.returned === status, page.returned);
  const text = await page.locator("main").innerText();
  check(`${what}: says why`, text.includes(words), text);
  const cookies = await page.context().cookies();
  check(`${what}: no session`, !cookies.some((cookie) => /^(__Host-)?anskaf$/.test(cookie.name)), cookies);
  await page.context().close();
}

async function tell(browser, inIdToken) {
  const issuer = `http://localhost:${await freePort()}`;
  const people = newPeople();
  const service = await start(() => ["serve"], (address) => ({
    ANSKAF_PUBLIC_URL: address,
    ANSKAF_OIDC_ISSUER: issuer,
    ANSKAF_OIDC_CLIENT_ID: "anskaf",
    ANSKAF_OIDC_CLIENT_SECRET: SECRET,
    ANSKAF_OIDC_NAME: NAME,
  }));
  const { address } = service;
  let server;
  try {
    const api = await administrate(service);
    const open = () => fresh(browser, issuer);

    // Nobody there yet: a refusal that says so, and no error of the service.
    let page = await open();
    const silent = await page.goto(`${address}/sign-in/oidc`);
    check("a silent provider: 503", silent.status() === 503, silent.status());
    await page.context().close();

    server = await provide(issuer, address, people, inIdToken);
    const school = await api("POST", "/schools", { name: "Nordskolen", valid_from: "2020-08-01" });
    await api("POST", "/identity-mappings", { claim_value: "anskaf-it", role: "it" });
    await api("POST", "/identity-mappings", { claim_value: "anskaf-nord", role: "school_leader", school_id: school.id });
    const accountOf = async (email) => (await api("GET", "/accounts?limit=1000")).items.find((one) => one.email === email);

    page = await open();
    await enter(page, address, "alice");
    check("goes on to the page that was wanted", page.url() === `${address}/me`, page.url());
    check("the page knows who it is", (await page.locator("main").innerText()).includes("Alice Ø"));
    const cookies = await page.context().cookies(address);
    check("the waiting cookie is gone", !cookies.some((cookie) => cookie.name.endsWith("-oidc")), cookies);
    check("the session is not readable by scripts", cookies.find((cookie) => cookie.name === "anskaf")?.httpOnly === true);
    const alice = await accountOf("Alice@kommune.example");
    check("roles from groups", JSON.stringify(alice?.roles) === '["school_leader","it"]', alice);
    check("schools from groups", JSON.stringify(alice?.schools) === `[${school.id}]`, alice);
    await page.context().close();

    people.alice.groups = ["anskaf-it"];
    page = await open();
    await enter(page, address, "alice");
    const later = await accountOf("Alice@kommune.example");
    check("the same account", later.id === alice.id, later);
    check("roles follow the groups", JSON.stringify([later.roles, later.schools]) === '[["it"],[]]', later);
    await page.context().close();

    page = await open();
    await enter(page, address, "eve");
    await mustBeRefused(page, "no mapped group", 403, "Ingen af dine grupper");
    check("nobody is made of a refusal", !(await accountOf("eve@kommune.example")));

    page = await open();
    await enter(page, address, "heir");
    await mustBeRefused(page, "an inherited address", 403, "en anden person");

    page = await open();
    await enter(page, address, "mallory");
    await mustBeRefused(page, "an address that is not verified", 403, "bekræftet e-mailadresse");
    check("the administrator is untouched", JSON.stringify((await accountOf("boss@kommune.example")).roles) === '["administrator"]');

    for (const [parameter, value] of [
      ["state", "0".repeat(64)],
      ["nonce", "0".repeat(64)],
      ["code_challenge", "0".repeat(43)],
    ]) {
      page = await open();
      await enterWith(page, address, "alice", parameter, value);
      await mustBeRefused(page, `another ${parameter}`, 401, "lykkedes ikke");
    }

    // Somebody else's answer, in a browser that never asked.
    page = await open();
    await page.goto(`${address}${RETURN}?code=abc&state=def`);
    await mustBeRefused(page, "an answer that nobody asked for", 401, "lykkedes ikke");

    // And an answer from somebody else than was asked (RFC 9207), with the right state.
    page = await open();
    const asked = await page.context().request.get(`${address}/sign-in/oidc`, { maxRedirects: 0 });
    const state = new URL(asked.headers().location).searchParams.get("state");
    await page.goto(`${address}${RETURN}?code=abc&state=${state}&iss=http://localhost:1`);
    await mustBeRefused(page, "an answer of another issuer", 401, "lykkedes ikke");

    // The next must stay here.
    page = await open();
    await page.goto(`${address}/sign-in/oidc?next=//evil.example/`);
    await logIn(page, "alice");
    check("goes nowhere else", new URL(page.url()).origin === address, page.url());
    await page.context().close();

    const attempts = (await api("GET", "/sign-in-attempts")).items.map((one) => one.outcome);
    check("attempts are written down", JSON.stringify(attempts) === '["signed_in","refused","refused","refused","signed_in","signed_in"]', attempts);
  } finally {
    server?.closeAllConnections();
    server?.close();
    await service.stop();
  }
}

const browser = await launch();
try {
  for (const inIdToken of [true, false]) await tell(browser, inIdToken);
  console.log(`${checks} checks of single sign-on, ${faults.count} faults`);
} finally {
  await browser.close();
}
process.exitCode = faults.count === 0 && checks > 60 ? 0 : 1;
