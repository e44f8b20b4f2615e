// The service with the demo's case, started for a test, and people who sign in to it with a browser.
//
// ANSKAF names the program (default target/debug/anskaf), CHROMIUM another browser.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const PASSWORD = "hest batteri hæfteklamme";
export const PEOPLE = ["administrator", "project-lead", "project-member", "school-leader", "finance", "it", "auditor"];

export const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

/** Starts `anskaf ARGUMENTS`; answers its address once it is ready, and how to stop it. `settingsOf` the address. */
export async function start(argumentsOf, settingsOf = () => ({})) {
  const folder = await mkdtemp(join(tmpdir(), "anskaf-browser-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const program = process.env.ANSKAF ?? "target/debug/anskaf";
  const service = spawn(program, argumentsOf(folder), {
    env: { ...process.env, ANSKAF_LISTEN: `127.0.0.1:${port}`, ANSKAF_LOG: "warn", ANSKAF_DATA_DIR: folder, ...settingsOf(address) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  service.stdout.on("data", (text) => (said += text));
  let ended = false;
  service.on("exit", () => (ended = true));
  const stop = async () => {
    service.kill("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 600; tries += 1) {
    if (ended) throw new Error("the service ended before it was ready");
    const ready = await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return { address, stop, folder, said: () => said };
    await new Promise((later) => setTimeout(later, 200));
  }
  await stop();
  throw new Error("the service was not ready in two minutes");
}

export const startDemo = () => start((folder) => ["demo", "--out", folder]);

/** Calls the interface for programs with the token of somebody of the demo. */
export async function call(demo, role, method, path, body, headers = {}) {
  const token = demo.said().split("\n").find((line) => line.trim().startsWith(role)).match(/anskaf_[0-9a-f]+/)[0];
  const answer = await fetch(`${demo.address}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return { etag: answer.headers.get("etag"), json: await answer.json() };
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

/** A browser window of its own in which somebody of the demo is signed in. */
export async function signedIn(browser, address, person, options = {}) {
  const context = await browser.newContext({ locale: "da-DK", viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  await signIn(page, address, `${person}@demo.example`, PASSWORD);
  return page;
}

export async function signIn(page, address, email, password) {
  await page.goto(`${address}/sign-in`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("main button[type=submit]").click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Counts faults, and says each. */
export class Faults {
  count = 0;
  add(where, what) {
    this.count += 1;
    console.error(`${where}: ${what}`);
  }
}
