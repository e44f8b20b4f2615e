// The day's work of each group in a real browser: the project group from a new project to a published tender, a school
// that states its needs, finance that explains a number, IT that reads in, moves and undoes; two people at one form and at
// one requirement; requirements put in order; and the first administrator on PostgreSQL.
//
//   node journeys.mjs

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PASSWORD, call, launch, signIn, signedIn, start, startDemo } from "./service.mjs";

const run = promisify(execFile);
const browser = await launch();
let failed = 0;

/** Fills the form that is sent to `action` on the present page, and sends it by its (named) button. */
async function send(page, action, fields, button) {
  const form = page.locator(`form[action="${action}"]`).first();
  // A form that is folded away is unfolded first, as people do it.
  await form.evaluate((element) => element.closest("details")?.setAttribute("open", ""));
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const tag = await field.evaluate((element) => element.tagName + " " + element.type);
    if (tag.startsWith("SELECT")) await field.selectOption(value);
    else if (tag.endsWith("checkbox")) await field.setChecked(Boolean(value));
    else await field.fill(value);
  }
  const submit = button ? form.locator(button) : form.locator("button[type=submit]").last();
  await Promise.all([page.waitForEvent("load"), submit.click()]);
}

const says = async (page, text) => assert.ok((await page.locator("main").innerText()).includes(text), `${page.url()} does not say ${text}:\n${(await page.locator("main").innerText()).slice(0, 1500)}`);
/** What the page's own browser gets from an address of the service, with its session. */
const fetched = async (page, path) =>
  Buffer.from(
    await page.evaluate(async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
      return [...new Uint8Array(await answer.arrayBuffer())];
    }, path),
  );
const fetchedItems = async (page, path) => JSON.parse(await fetched(page, path)).items;
const numberIn = (page) => new URL(page.url()).pathname.match(/\/(\d+)/)[1];

async function journey(name, walk) {
  try {
    await walk();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAILED  ${name}\n${error.stack}`);
  }
}

const demo = await startDemo();
const to = (page, path) => page.goto(demo.address + path);

await journey("a project lead comes from a new project to a published tender, a school and finance with her", async () => {
  const lead = await signedIn(browser, demo.address, "project-lead");
  const school = await signedIn(browser, demo.address, "school-leader");
  const finance = await signedIn(browser, demo.address, "finance");
  await to(lead, "/projects/new");
  await send(lead, "/projects", {
    title: "Lærer-pc'er <i>2027</i>",
    case_number: "26/4711",
    "frame.0.budget_year": "2027",
    "frame.0.amount": "900.000,00",
    "frame.1.budget_year": "2028",
    "frame.1.amount": "900000",
  });
  await says(lead, "Lærer-pc'er <i>2027</i>");
  await says(lead, "1.800.000,00");
  const project = numberIn(lead);
  const advance = async (phase) => {
    await to(lead, `/projects/${project}/advance`);
    await send(lead, `/projects/${project}/advance`, { to: phase });
  };
  await to(lead, `/projects/${project}/members/new`);
  await send(lead, `/projects/${project}/members`, {
    name: "Pia", organisation: "Skoleafdelingen", role: "lead", joined_on: "2026-11-01", conflict_of_interest: "none", conflict_declared_on: "2026-11-01",
  });
  await advance("needs_assessment");

  await to(school, `/projects/${project}`);
  await school.locator(`a[href^="/projects/${project}/schools/"]`).first().click();
  await school.waitForURL(/\/schools\/\d+\/needs/);
  const path = new URL(school.url()).pathname;
  await send(school, path, { "needs.0.quantity": "40", "needs.0.basis": "Én til hver lærer", "needs.0.wanted_on": "2027-08-01" }, "button[name=submit]");
  await says(school, "Indsendt");
  const others = await (async () => {
    await to(lead, `/projects/${project}/needs`);
    return lead.evaluate((own) => [...new Set([...document.querySelectorAll('a[href*="/schools/"]')].map((link) => link.getAttribute("href")))].filter((href) => href !== own), path);
  })();
  for (const other of others) {
    await to(lead, other);
    await send(lead, other, { "needs.0.quantity": "0", "needs.0.basis": "Har nok" }, "button[name=submit]");
  }
  await to(lead, `/projects/${project}/needs`);
  await send(lead, `/projects/${project}/needs/confirm`, {});
  await advance("specification");

  await to(lead, `/projects/${project}/specifications/new`);
  await send(lead, `/projects/${project}/specifications`, { title: "Kravspecifikation" });
  const sections = await lead.locator('a[href$="/sections/new"]').first().getAttribute("href");
  await to(lead, sections);
  await send(lead, sections.replace("/new", ""), { title: "Lærerens pc" });
  const requirements = await lead.locator('a[href$="/requirements/new"]').first().getAttribute("href");
  await to(lead, requirements);
  await send(lead, requirements.replace("/new", ""), { text: "Skærmen er **mindst** 14 tommer.", importance: "minimum", answer_kind: "yes_no" });
  assert.equal(await lead.locator("main strong", { hasText: "mindst" }).count(), 1);
  const version = sections.match(/\d+/)[0];
  await send(lead, `/specification-versions/${version}/request-review`, {});
  await send(lead, `/specification-versions/${version}/approve`, {});
  await says(lead, "ændres ikke mere");

  await to(lead, `/projects/${project}/estimates/new`);
  await send(lead, `/projects/${project}/estimates`, {
    title: "Leasing 2027-2030", starts_on: "2027-01-02", periods: "4", every_count: "1", every_unit: "year", timing: "advance", residual: "0,00", rate: "2,75 %", rate_source: "Antaget", rate_assumed: true,
  });
  const estimate = numberIn(lead);
  await to(lead, `/estimates/${estimate}/prices`);
  const category = await lead.locator('[name="prices.0.device_category_id"] option').nth(1).getAttribute("value");
  await send(lead, `/estimates/${estimate}/prices`, { "prices.0.device_category_id": category, "prices.0.unit_price": "6.000,00", "prices.0.source": "Prisliste", "prices.0.assumed": true });
  await says(lead, "240.000,00");
  await to(finance, `/estimates/${estimate}`);
  await send(finance, `/estimates/${estimate}/approve`, {});
  await says(finance, "Godkendt");
  await advance("tendering");

  await to(lead, `/projects/${project}/tenders/new`);
  const approved = await lead.locator('[name="specification_version_id"] option').nth(1).getAttribute("value");
  await send(lead, `/projects/${project}/tenders`, {
    title: "Lærer-pc'er", specification_version_id: approved, estimate_id: estimate, procedure: "below_threshold", award_criterion: "price", contact: "Pia",
    question_deadline_on: "2027-02-01", offer_deadline_on: "2027-02-20", offers_bind_until: "2027-05-20",
  });
  const tender = numberIn(lead);
  await to(lead, `/tenders/${tender}/parts/timetable`);
  await send(lead, `/tenders/${tender}/parts/timetable`, { "dates.0.label": "Kontrakt", "dates.0.takes_place_on": "2027-03-15" });
  await to(lead, `/tenders/${tender}/publish`);
  await send(lead, `/tenders/${tender}/publish`, {});
  await says(lead, "Offentliggjort");
  const document = await fetched(lead, `/api/v1/tenders/${tender}/document.pdf`);
  assert.equal(document.subarray(0, 5).toString(), "%PDF-");
});

await journey("finance explains a number and takes the table along", async () => {
  const page = await signedIn(browser, demo.address, "finance");
  await to(page, "/costs?rows=school&from=2018&to=2021");
  const number = page.locator('main a[href^="/costs/why"]').first();
  const shown = (await number.innerText()).trim();
  await Promise.all([page.waitForURL(/\/costs\/why/), number.click()]);
  await says(page, "Hvorfor dette tal?");
  await says(page, shown.replace(/\s*kr\.$/, ""));
  await page.goBack();
  const href = await page.locator('a[href*="by-year.xlsx"]').first().getAttribute("href");
  assert.equal((await fetched(page, href)).subarray(0, 2).toString(), "PK");
});

await journey("IT reads in 200 devices with 3 faulty rows, corrects them, moves 20 and undoes an import", async () => {
  const page = await signedIn(browser, demo.address, "it");
  const line = await lineWithRoom(300);
  await to(page, "/devices/import");
  const model = (await fetchedItems(page, "/api/v1/device-models"))[0].id;
  const schools = (await fetchedItems(page, "/api/v1/schools")).filter((school) => !school.valid_to);
  const [here, there] = schools;
  const row = (number, prefix) => `${prefix}${String(number).padStart(3, "0")};M-${prefix}${number};${here.id};${model};01-11-2026`;
  const rows = (prefix, count) => ["serienummer;aktivmærke;skole;model;modtaget", ...Array.from({ length: count }, (_, index) => row(index + 1, prefix))];
  const right = rows("BR", 200);
  const wrong = [...right];
  wrong[3] = `BR003;M-BR3;Ukendt Skole;${model};01-11-2026`;
  wrong[50] = wrong[50].replace("01-11-2026", "31-02-2026");
  wrong[100] = wrong[100].replace("BR100;", "BR001;");
  const preview = 'button[name="step"][value="preview"]';
  await send(page, "/devices/import", { line, list: wrong.join("\n") });
  await says(page, "3 rækker har fejl");
  for (const index of [3, 50, 100]) await page.locator(`[name="row.${index + 1}"]`).fill(right[index]);
  await Promise.all([page.waitForEvent("load"), page.locator(preview).first().click()]);
  await says(page, "Alle 200 rækker er i orden");
  await Promise.all([page.waitForEvent("load"), page.locator('button[name="step"][value="register"]').first().click()]);
  await says(page, "200");
  const filter = new URL(page.url()).search;
  assert.match(filter, /import=\d+/);
  const boxes = page.locator('input[type=checkbox][name="device"]');
  for (let index = 0; index < 20; index += 1) await boxes.nth(index).check();
  await Promise.all([page.waitForEvent("load"), page.locator('button[name="chosen"][value="marked"]').click()]);
  await says(page, "20 enheder er valgt");
  await send(page, "/devices/bulk/order", { to_school_id: String(there.id), action: "move" });
  await says(page, "Flyt 20 enheder");
  await send(page, "/devices/bulk/order", {});
  await says(page, "Antal: 20.");

  await to(page, "/devices/import");
  await send(page, "/devices/import", { line, list: rows("BX", 5).join("\n") });
  await Promise.all([page.waitForEvent("load"), page.locator('button[name="step"][value="register"]').first().click()]);
  const id = new URL(page.url()).searchParams.get("import");
  await to(page, "/devices/imports");
  await send(page, `/devices/imports/${id}/undo`, {});
  await says(page, "Fjernede enheder: 5.");
});

await journey("500 scans in a row, faster than a scanner types, are all answered and heard", async () => {
  const page = await signedIn(browser, demo.address, "it");
  const devices = await fetchedItems(page, "/api/v1/devices?limit=1000");
  const known = devices.map((device) => device.serial_number);
  const codes = Array.from({ length: 500 }, (_, index) => (index % 50 === 49 ? `UKENDT-${index}` : known[index % known.length]));
  await to(page, "/devices/scan");
  await page.evaluate(() => {
    window.wandered = 0;
    document.getElementById("code").addEventListener("blur", () => (window.wandered += 1));
  });
  for (const code of codes) {
    await page.keyboard.insertText(code);
    await page.keyboard.press("Enter");
  }
  const counted = async (kind) => Number(await page.locator(`[data-scan-count="${kind}"]`).innerText());
  for (let tries = 0; (await counted("good")) + (await counted("miss")) < codes.length && tries < 600; tries += 1) await page.waitForTimeout(200);
  assert.equal(await counted("good"), 490);
  assert.equal(await counted("miss"), 10);
  assert.equal(await page.evaluate(() => window.wandered), 0, "the field lost the focus");
  assert.equal(await page.locator("#scan-result [data-sound]").getAttribute("data-sound"), "miss");
  await page.keyboard.insertText(known[0]);
  await page.keyboard.press("Enter");
  await page.locator("#scan-result .hit.found").waitFor();
  await says(page, known[0]);

  // The session ends elsewhere in the middle of the work: nothing that is scanned is lost.
  await page.context().clearCookies();
  for (const code of known.slice(0, 3)) {
    await page.keyboard.insertText(code);
    await page.keyboard.press("Enter");
  }
  await page.locator("#scan-stopped").waitFor();
  assert.equal(await page.locator("[data-scan-waiting]").innerText(), "3");
  const other = await page.context().newPage();
  await signIn(other, demo.address, "it@demo.example", PASSWORD);
  await page.locator("#scan-stopped button").click();
  await page.locator("#scan-stopped").waitFor({ state: "hidden" });
  for (let tries = 0; (await counted("good")) < 494 && tries < 50; tries += 1) await page.waitForTimeout(200);
  assert.equal(await counted("good"), 494);
});

await journey("two browsers at one project lose nothing", async () => {
  const lead = await signedIn(browser, demo.address, "project-lead");
  const member = await signedIn(browser, demo.address, "project-member");
  const name = { lead: "Fra projektlederen", member: "Fra medlemmet" };
  await to(lead, "/projects");
  const first = await lead.locator('main a[href^="/projects/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")).find((href) => /^\/projects\/\d+$/.test(href)));
  await to(lead, `${first}/edit`);
  const path = `${first}/edit`;
  await to(member, `${first}/edit`);
  if ((await member.locator(`form[action="${path}"]`).count()) === 0) {
    // Only the lead describes a project: the second window is hers too.
    await signIn(member, demo.address, "project-lead@demo.example", "hest batteri hæfteklamme").catch(() => {});
    await member.context().addCookies(await lead.context().cookies());
    await to(member, `${first}/edit`);
  }
  await send(lead, path, { title: name.lead });
  await send(member, path, { title: name.member });
  await says(member, "En anden har ændret dette imens");
  await says(member, name.lead);
  assert.equal(await member.locator('[name="title"]').inputValue(), name.member);
  await send(member, path, {});
  await says(member, name.member);
});

await journey("two browsers at one requirement lose nothing, neither its text nor what is said about it", async () => {
  const lead = await signedIn(browser, demo.address, "project-lead");
  const member = await signedIn(browser, demo.address, "project-member");
  const { editor, requirements } = await draftOf("26/4712", ["Batteriet holder en skoledag.", "Skærmen er mat."]);
  const [first] = requirements;
  const edit = `/requirements/${first.id}`;
  // Both open the form in its place, as htmx does it.
  for (const page of [lead, member]) {
    await to(page, editor);
    await page.locator(`a[href="${edit}"]`).click();
    await page.locator(`form[action="${edit}"] [name="text"]`).waitFor();
  }
  await send(lead, edit, { text: "Batteriet holder otte timer." });
  await send(member, edit, { text: "Batteriet holder ti timer." });
  await says(member, "En anden har ændret dette imens");
  await says(member, "Batteriet holder otte timer.");
  assert.equal(await member.locator(`form[action="${edit}"] [name="text"]`).inputValue(), "Batteriet holder ti timer.");
  await send(member, edit, {});
  await says(member, "Batteriet holder ti timer.");

  const write = `/requirements/${first.id}/comments`;
  await send(member, write, { text: "Er ti timer **for dyrt**?" });
  const comment = (await member.locator("article.comment").first().getAttribute("id")).replace("comment-", "");
  assert.equal(await member.evaluate(() => document.activeElement.id), `comment-${comment}`, "the reader stands at the comment");
  await to(lead, editor);
  await lead.locator("#open-comments ~ ol a").first().click();
  await lead.waitForURL(/comments=1/);
  assert.ok(await lead.locator(`#comment-${comment}`).isVisible());
  await send(member, `/requirement-comments/${comment}/replies`, { text: "Prisen er den samme." });
  const resolve = `/requirement-comments/${comment}/resolve`;
  // The lead has not seen the answer yet.
  await Promise.all([lead.waitForEvent("load"), lead.locator(`form[action="${resolve}"] button`).click()]);
  await says(lead, "ændret");
  await to(lead, editor);
  await lead.locator(".comments summary", { hasText: "1 åben kommentar" }).click();
  await says(lead, "Prisen er den samme.");
  await Promise.all([lead.waitForEvent("load"), lead.locator(`form[action="${resolve}"] button`).click()]);
  await says(lead, "1 løst kommentar");
  assert.equal(await lead.locator("#open-comments").count(), 0);
});

await journey("requirements are moved by keyboard with the focus kept, and dragged with the mouse", async () => {
  const lead = await signedIn(browser, demo.address, "project-lead");
  const { editor, requirements } = await draftOf("26/4713", ["Et", "To", "Tre"], ["Fire"]);
  const order = () => lead.locator(".requirements > li").evaluateAll((items) => items.map((item) => item.id).join(" "));
  await to(lead, editor);
  assert.equal(await order(), "K-1 K-2 K-3 K-4");
  await lead.locator("#K-1 button[value=down]").focus();
  const press = async () => {
    await Promise.all([lead.waitForEvent("load"), lead.keyboard.press("Enter")]);
    const focused = await lead.evaluate(() => [document.activeElement.closest("li")?.id, document.activeElement.value].join(" "));
    return [await order(), focused];
  };
  assert.deepEqual(await press(), ["K-2 K-1 K-3 K-4", "K-1 down"]);
  assert.deepEqual(await press(), ["K-2 K-3 K-1 K-4", "K-1 down"]);
  assert.deepEqual(await press(), ["K-2 K-3 K-1 K-4", "K-1 down"], "into the next section");
  assert.equal(await lead.locator("section.card[data-place]").nth(1).locator("#K-1").count(), 1);
  assert.deepEqual(await press(), ["K-2 K-3 K-4 K-1", "K-1 up"], "at the end the other arrow has the focus");

  const drag = (from, onto) => Promise.all([lead.waitForEvent("load"), lead.locator(from).dragTo(lead.locator(onto))]);
  await drag("#K-3 > .meta > strong", "#K-2 > .meta > strong");
  assert.equal(await order(), "K-3 K-2 K-4 K-1");
  await drag("#K-3 > .meta > strong", "#K-4 > .meta > strong");
  assert.equal(await order(), "K-2 K-3 K-4 K-1");
  await drag("#K-4 > .meta > strong", "section.card[data-place] > .head h2 >> nth=0");
  assert.equal(await order(), "K-2 K-4 K-3 K-1");
  assert.equal(requirements.length, 4);
});

await journey("everything can be reached and sent with the keyboard alone", async () => {
  const context = await browser.newContext({ locale: "da-DK" });
  const page = await context.newPage();
  await page.goto(`${demo.address}/sign-in`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const walk = async (wanted) => {
    for (let steps = 0; steps < 60; steps += 1) {
      if (await page.evaluate((selector) => document.activeElement.matches(selector), wanted)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`the keyboard does not reach ${wanted}`);
  };
  await walk("input[name=email]");
  await page.keyboard.type("finance@demo.example");
  await walk("input[name=password]");
  await page.keyboard.type("hest batteri hæfteklamme");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${demo.address}/`);
  await walk('a[href="/costs"]');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none", "the focus cannot be seen");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/costs/);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
});

await journey("a text that was not sent is offered again", async () => {
  const page = await signedIn(browser, demo.address, "project-lead");
  await to(page, "/projects/new");
  const field = page.locator("textarea[data-keep]").first();
  if ((await field.count()) === 0) return;
  await field.fill("Et langt afsnit");
  await page.reload();
  await page.locator(".kept button").first().click();
  assert.equal(await field.inputValue(), "Et langt afsnit");
});

await demo.stop();

await journey("the first administrator begins on PostgreSQL", async () => {
  const postgres = await startPostgres();
  try {
    const program = process.env.ANSKAF ?? "target/debug/anskaf";
    const settings = { ANSKAF_DATABASE_URL: postgres.url };
    const { stdout } = await run(program, ["create-account", "--email", "anna@dragoer.example", "--name", "Anna Administrator"], { env: { ...process.env, ...settings } });
    const welcome = stdout.match(/\/welcome\/[0-9a-f]{64}/)[0];
    const service = await start(() => ["serve"], () => settings);
    try {
      const page = await (await browser.newContext({ locale: "da-DK" })).newPage();
      await page.goto(service.address + welcome);
      await send(page, welcome, { password: "kun små ord her", again: "kun små ord her" });
      await says(page, "Din adgangskode er gemt");
      await signIn(page, service.address, "anna@dragoer.example", "kun små ord her");
      await page.goto(`${service.address}/accounts/new`);
      await send(page, "/accounts", { name: "Ida It", email: "ida@dragoer.example" }).catch((error) => assert.fail(error));
      await says(page, "Ret dette");
      await page.locator('input[name="roles"][value="it"]').check();
      await Promise.all([page.waitForEvent("load"), page.locator("main form button[type=submit]").last().click()]);
      await says(page, "Ida It er oprettet");
      await send(page, `/accounts/${numberIn(page)}/invite`, {});
      const link = await page.locator("#invitation").inputValue();
      assert.ok(link.startsWith(service.address), link);
    } finally {
      await service.stop();
    }
  } finally {
    await postgres.stop();
  }
});

await browser.close();
process.exitCode = failed === 0 ? 0 : 1;

/** A draft of a specification in a new project, a section for each list of texts: the editor's page and the requirements. */
async function draftOf(caseNumber, ...sections) {
  const as = async (path, body) => (await call(demo, "project_lead", "POST", path, body)).json;
  const project = (await as("/projects", { title: "Lærer-pc'er", case_number: caseNumber })).id;
  const specification = await as(`/projects/${project}/specifications`, { title: "Kravspecifikation" });
  const requirements = [];
  for (const [index, texts] of sections.entries()) {
    const section = (await as(`/specification-versions/${specification.newest_version_id}/sections`, { title: `Afsnit ${index + 1}` })).id;
    for (const text of texts) requirements.push(await as(`/requirement-sections/${section}/requirements`, { text, importance: "normal", answer_kind: "yes_no" }));
  }
  return { editor: `/specifications/${specification.id}`, requirements };
}

/** A line of a new agreement that holds so many devices. */
async function lineWithRoom(quantity) {
  const finance = (method, path, body, headers) => call(demo, "finance", method, path, body, headers);
  const category = (await finance("GET", "/device-categories")).json.items[0].id;
  const { id } = (
    await finance("POST", "/leases", {
      agreement_number: "BROWSER-1", title: "Lærer-pc'er", lessor_name: "Leasingselskabet", kind: "finance_lease", rounding: "constant_payment",
      starts_on: "2026-12-01", periods: 4, every: { count: 1, unit: "year" }, timing: "advance", rate: "0.0275", residual: "0.00",
    })
  ).json;
  const line = { kind: "device", device_category_id: category, description: "Lærer-pc", quantity, unit_price: "6000.00" };
  const added = (await finance("POST", `/leases/${id}/lines`, line)).json.id;
  const act = async (step, body) => {
    const { etag } = await finance("GET", `/leases/${id}`);
    await finance("POST", `/leases/${id}/${step}`, body, { "if-match": etag });
  };
  await act("sign", { signed_on: "2026-11-01" });
  await act("put-in-force", {});
  return String(added);
}

/** A throw-away server of PostgreSQL, which does not run as root. */
async function startPostgres() {
  const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").sort((one, other) => other - one) : [];
  const bin = versions.length > 0 ? `/usr/lib/postgresql/${versions[0]}/bin/` : "";
  const folder = await mkdtemp(join(tmpdir(), "anskaf-postgres-"));
  const root = process.getuid() === 0;
  const as = (command, ...rest) => (root ? run("runuser", ["-u", "postgres", "--", command, ...rest]) : run(command, rest));
  if (root) await run("chown", ["postgres", folder]);
  const data = join(folder, "data");
  await as(`${bin}initdb`, "-D", data, "-U", "anskaf", "-A", "trust", "--no-sync");
  const port = 20000 + Math.floor(Math.random() * 20000);
  await as(`${bin}pg_ctl`, "-D", data, "-w", "-l", join(folder, "log"), "-o", `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`, "start").catch(async (error) => {
    throw new Error(`${error}\n${await readFile(join(folder, "log"), "utf8").catch(() => "")}`);
  });
  return {
    url: `postgres://anskaf@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await as(`${bin}pg_ctl`, "-D", data, "-m", "immediate", "stop").catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}
