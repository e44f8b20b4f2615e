// Opens every page of a folder as a visitor would and fails on any violation that axe finds.
//
//   node documents.mjs FOLDER
//
// Each page is seen on a phone (320 px) and on a screen (1440 px), light and dark, under the content security policy
// that the service sends, which FOLDER/content-security-policy.txt holds. Besides axe's rules: nothing may be refused by the policy,
// the page's own style must be in force, and the page must not scroll sideways. CHROMIUM names another browser.

import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = process.argv[2];
if (!folder) throw new Error("which folder?");
const pages = (await readdir(folder)).filter((name) => name.endsWith(".html")).sort();
if (pages.length === 0) throw new Error(`no page in ${folder}`);
const policy = (await readFile(join(folder, "content-security-policy.txt"), "utf8")).trim();

const server = createServer(async (request, response) => {
  const name = basename(new URL(request.url, "http://localhost").pathname);
  if (!pages.includes(name)) return response.writeHead(404).end();
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
  response.writeHead(200, headers).end(await readFile(join(folder, name)));
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
let faults = 0;
let looks = 0;
const fault = (where, what) => {
  faults += 1;
  console.error(`${where}: ${what}`);
};

for (const width of [320, 1440]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    for (const name of pages) {
      const where = `${name} ${width} px ${colorScheme}`;
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && fault(where, message.text()));
      page.on("requestfailed", (request) => fault(where, `not loaded: ${request.url()}`));
      await page.goto(`${origin}/${encodeURIComponent(name)}`);
      const seen = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        margin: getComputedStyle(document.body).marginTop,
        ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
        goals: [...document.querySelectorAll('a[href^="#"]')].map((link) => link.hash.slice(1)),
      }));
      if (seen.overflow > 0) fault(where, `scrolls sideways by ${seen.overflow} px`);
      if (seen.margin !== "0px") fault(where, "the style sheet is not in force");
      const ids = new Set(seen.ids);
      if (ids.size !== seen.ids.length) fault(where, "an id is given twice");
      for (const goal of seen.goals) if (!ids.has(decodeURIComponent(goal))) fault(where, `#${goal} leads nowhere`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
      for (const { id, impact, help, nodes } of found.violations) {
        for (const node of nodes.slice(0, 3)) {
          fault(where, `${id} (${impact}): ${help}\n    ${node.html.slice(0, 200)}\n    ${node.failureSummary}`);
        }
      }
      looks += 1;
      await page.close();
    }
    await context.close();
  }
}

await browser.close();
server.close();
console.log(`${pages.length} pages, ${looks} looks, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
