// Walks every page that each person of the demo can reach by links, and looks at each kind of page with axe.
//
//   node walk.mjs [--pictures FOLDER]
//
// Danish and English, light and dark, 1440 px and 320 px wide. Besides axe's rules: no text without a translation, no
// sideways scrolling, nothing refused by the content security policy, no error, at most 100 kB on first load, one h1.

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Faults, PEOPLE, launch, signedIn, startDemo } from "./service.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.argv[2] === "--pictures" ? process.argv[3] : null;
if (pictures) await mkdir(pictures, { recursive: true });

// Each look costs a second: every language, theme and width is seen, not every combination of the three.
const LOOKS = [
  { language: "da", theme: "light", width: 1440 },
  { language: "da", theme: "dark", width: 320 },
  { language: "en", theme: "light", width: 320 },
  { language: "en", theme: "dark", width: 1440 },
];
// Pages that answer a form stand behind no link: the form, and what is written in it.
const ANSWERS = [
  {
    person: "finance", path: "/leases/1/amend/extension", action: "/leases/1/amend/extension/try",
    fields: { periods: "2", payment: "25.000,00", reason: "Aftalt med leasinggiver" },
  },
  {
    person: "finance", path: "/lease-quotes", action: "/lease-quotes",
    fields: { starts_on: "2027-01-02", periods: "4", rate: "2,75", "drawdowns.0.on": "2027-01-02", "drawdowns.0.amount": "3.000.000" },
  },
];
const FIRST_LOAD = 100_000;
const faults = new Faults();
let looks = 0;

/** Addresses that differ only in numbers are one kind of page. */
const kindOf = (path) => path.replace(/\?.*/, "").replace(/\d+/g, "N");

async function lookAt(page, where, width) {
  const seen = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    keys: document.documentElement.outerHTML.match(/⟦[^⟧]*⟧/g) ?? [],
    headings: document.querySelectorAll("h1").length,
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
  }));
  if (seen.overflow > 0) faults.add(where, `scrolls sideways by ${seen.overflow} px`);
  if (seen.headings !== 1) faults.add(where, `${seen.headings} headings of the first level`);
  if (new Set(seen.ids).size !== seen.ids.length) faults.add(where, "an id is given twice");
  for (const key of new Set(seen.keys)) faults.add(where, `no text for ${key}`);
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  for (const { id, impact, help, nodes } of found.violations) {
    for (const node of nodes.slice(0, 2)) faults.add(where, `${id} (${impact}): ${help}\n    ${node.html.slice(0, 200)}`);
  }
  looks += 1;
  if (pictures) {
    const name = where.replace(/[^a-z0-9]+/gi, "_");
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: width > 1000 });
  }
}

/** The pages that one person reaches, one address for each kind. */
async function reach(page, address, person) {
  const todo = ["/"];
  const kinds = new Map();
  while (todo.length > 0 && kinds.size < 120) {
    const path = todo.shift();
    if (kinds.has(kindOf(path))) continue;
    kinds.set(kindOf(path), path);
    const answer = await page.goto(address + path);
    if (answer.status() >= 400) faults.add(`${person} ${path}`, `a link leads to ${answer.status()}`);
    const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")));
    for (const link of links) {
      const url = new URL(link, address + path);
      const isPage = url.origin === address && !/^\/(api|tjek|assets|calendar)/.test(url.pathname);
      if (isPage && !kinds.has(kindOf(url.pathname))) todo.push(url.pathname + url.search);
    }
  }
  return [...kinds.values()];
}

const service = await startDemo();
const browser = await launch();
try {
  const seen = new Set();
  for (const person of [null, ...PEOPLE]) {
    const page = person
      ? await signedIn(browser, service.address, person)
      : await (await browser.newContext({ locale: "da-DK" })).newPage();
    const name = person ?? "stranger";
    let where = name;
    page.on("console", (message) => message.type() === "error" && faults.add(where, message.text()));
    page.on("pageerror", (error) => faults.add(where, String(error)));
    const paths = person
      ? await reach(page, service.address, name)
      : ["/sign-in", "/forgotten-password", "/accessibility"];
    for (const { language, theme, width } of LOOKS) {
      const host = { url: service.address };
      await page.context().addCookies([
        { name: "anskaf-language", value: language, ...host },
        { name: "anskaf-theme", value: theme, ...host },
      ]);
      await page.setViewportSize({ width, height: 900 });
      for (const path of paths) {
        // A page of the same kind for another role is looked at again only in Danish on a screen.
        const again = seen.has(`${kindOf(path)} ${language} ${theme} ${width}`);
        if (again && LOOKS[0].theme !== theme) continue;
        if (again && person !== "school-leader") continue;
        seen.add(`${kindOf(path)} ${language} ${theme} ${width}`);
        where = `${name} ${path} ${language} ${theme} ${width} px`;
        await page.goto(service.address + path);
        await lookAt(page, where, width);
      }
    }
    await page.context().close();
  }
  await answers();
  await firstLoad();
  console.log(`${seen.size / LOOKS.length} kinds of pages, ${looks} looks, ${faults.count} faults`);
} finally {
  await browser.close();
  await service.stop();
}
process.exitCode = faults.count === 0 && looks > 20 ? 0 : 1;

/** Fills in each form whose answer is a page of its own, and looks at the answer. */
async function answers() {
  for (const { person, path, action, fields } of ANSWERS) {
    const page = await signedIn(browser, service.address, person);
    let where = `${person} ${path}`;
    page.on("console", (message) => message.type() === "error" && faults.add(where, message.text()));
    for (const { language, theme, width } of LOOKS) {
      const host = { url: service.address };
      await page.context().addCookies([
        { name: "anskaf-language", value: language, ...host },
        { name: "anskaf-theme", value: theme, ...host },
      ]);
      await page.setViewportSize({ width, height: 900 });
      where = `${person} answer of ${path} ${language} ${theme} ${width} px`;
      await page.goto(service.address + path);
      const form = page.locator(`form[action="${action}"]`);
      for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === "POST"),
        form.locator("button[type=submit]").click(),
      ]);
      await page.waitForLoadState("load");
      if (answer.status() !== 200) faults.add(where, `the form is answered by ${answer.status()}`);
      await lookAt(page, where, width);
    }
    await page.context().close();
  }
}

/** What travels when somebody opens the service for the first time. */
async function firstLoad() {
  const page = await signedIn(browser, service.address, "finance");
  const context = page.context();
  await page.close();
  const fresh = await context.newPage();
  const session = await context.newCDPSession(fresh);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await fresh.goto(`${service.address}/costs`);
  await fresh.waitForLoadState("networkidle");
  if (bytes > FIRST_LOAD) faults.add("/costs", `${bytes} bytes on first load`);
  console.log(`first load of /costs: ${bytes} bytes`);
}
