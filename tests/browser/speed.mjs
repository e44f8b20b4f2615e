// How long the service takes for each kind of page of the demo, beside the time of a request that does nothing.
//
//   ANSKAF=target/release/anskaf node speed.mjs [DATABASE]
//
// DATABASE is the address of another database with the demo's people, such as one with 100,000 devices. Times are those
// of a client on the same machine, one request after another, in milliseconds.

import { PASSWORD, start, startDemo } from "./service.mjs";

const database = process.argv[2];
const service = database ? await start(() => ["serve"], (address) => ({ ANSKAF_DATABASE_URL: database, ANSKAF_PUBLIC_URL: address })) : await startDemo();
const jar = new Map();
const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
const ask = async (path, options = {}) => {
  const answer = await fetch(service.address + path, { redirect: "manual", ...options, headers: { cookie: cookies(), accept: "text/html", ...options.headers } });
  for (const cookie of answer.headers.getSetCookie()) {
    const [name, value] = cookie.split(";")[0].split("=");
    jar.set(name, value);
  }
  return { status: answer.status, text: await answer.text() };
};

const form = await ask("/sign-in");
const key = form.text.match(/name="form_key" value="([0-9a-f]+)"/)[1];
const body = new URLSearchParams({ form_key: key, email: "administrator@demo.example", password: PASSWORD });
const signedIn = await ask("/sign-in", { method: "POST", body });
if (signedIn.status !== 303) throw new Error(`not signed in: ${signedIn.status}`);

const paths = ["/"];
const kinds = new Set(["/"]);
for (let index = 0; index < paths.length && paths.length < 80; index += 1) {
  const { text } = await ask(paths[index]);
  for (const [, link] of text.matchAll(/<a [^>]*?href="(\/[^"#]*)"/g)) {
    const path = link.replaceAll("&#38;", "&").replaceAll("&amp;", "&");
    const kind = path.replace(/\?.*/, "").replace(/\d+/g, "N");
    if (!kinds.has(kind) && !/^\/(api|assets|tjek)/.test(path)) {
      kinds.add(kind);
      paths.push(path);
    }
  }
}
paths.push("/search?q=PC", "/devices?q=SN1");

const time = async (path) => {
  const times = [];
  for (let round = 0; round < 12; round += 1) {
    const begun = performance.now();
    await ask(path);
    if (round > 1) times.push(performance.now() - begun);
  }
  times.sort((one, other) => one - other);
  return [times[Math.floor(times.length / 2)], times.at(-1)];
};
const [nothing] = await time("/healthz");
const rows = [];
for (const path of paths) rows.push([path, ...(await time(path))]);
rows.sort((one, other) => other[1] - one[1]);
console.log(`a request that does nothing: ${nothing.toFixed(1)} ms`);
console.log("page, median, worst of ten");
for (const [path, median, worst] of rows.slice(0, 15)) console.log(`${median.toFixed(1).padStart(7)} ${worst.toFixed(1).padStart(7)}  ${path}`);
const medians = rows.map(([, median]) => median);
console.log(`${rows.length} kinds of pages; the slowest takes ${Math.max(...medians).toFixed(1)} ms, half of them at most ${medians[Math.floor(medians.length / 2)].toFixed(1)} ms`);
await service.stop();
