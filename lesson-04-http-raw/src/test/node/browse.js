// Opens a page in headless Chromium, and prints its text and the network events.
// node browse.js URL
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const [url = 'http://localhost:5000/'] = process.argv.slice(2);
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'browse-'));
const chromium = spawn('chromium', [
  '--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--lang=en-US',
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', 'about:blank',
], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });

// The DevTools protocol: JSON between zeros, commands on descriptor 3, answers and events on 4.
const answers = new Map();
const events = new Map();
let count = 0;
const send = (method, params = {}, sessionId = undefined) => new Promise((resolve) => {
  count += 1;
  answers.set(count, resolve);
  chromium.stdio[3].write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
});
const event = (...methods) => new Promise((resolve) => {
  methods.forEach((method) => events.set(method, resolve));
});
let rest = '';
chromium.stdio[4].setEncoding('utf8').on('data', (chunk) => {
  const texts = (rest + chunk).split('\0');
  rest = texts.pop();
  for (const { id, method, params, result } of texts.map((text) => JSON.parse(text))) {
    (answers.get(id) ?? events.get(method))?.(result ?? params);
  }
});
const PATIENCE = 100; // pauses: a page whose end is missing may never be complete
const pause = () => new Promise((resolve) => { setTimeout(resolve, 50); });

const browse = async () => {
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const page = async (expression) => {
    const answer = await send('Runtime.evaluate', { expression }, sessionId);
    return answer?.result.value;
  };
  await send('Network.enable', {}, sessionId);
  const ended = event('Network.loadingFinished', 'Network.loadingFailed');
  await send('Page.navigate', { url }, sessionId);
  const { errorText = '' } = await ended;
  while (await page('location.href') === 'about:blank') {
    await pause();
  }
  const isShown = `document.body?.innerText || location.protocol !== 'chrome-error:'
    && document.readyState === 'complete'`;
  for (let i = 0; i < PATIENCE && !await page(isShown); i += 1) {
    await pause();
  }
  const text = (await page('document.body?.innerText') ?? '').split('\n')[0];
  console.log(`Chromium shows: ${text || 'nothing'}`);
  if (errorText) {
    console.log(`its network says: ${errorText}`);
  }
  send('Browser.close');
};
chromium.on('error', (error) => console.log(`no Chromium: ${error.message}`));
chromium.on('exit', () => fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
browse();
