/** The command line and environment in, signals, exit code out. Everything else is behind `createApp`. */

import { parseArgs } from 'node:util';
import { printSchema } from 'graphql';
import { createLog } from './app/log.ts';
import { type App, createApp } from './app.ts';
import { checkVendors } from './check.ts';
import { ConfigError, parseConfig, readConfigFile } from './config.ts';

const usage = `usage: node src/main.ts [command]

  serve    the gateway, from the config file in WATTGRAPH_CONFIG (default)
  check    judge the config, and ask every vendor once with its credential
  schema   print the schema
  demo     the gateway over five sandbox vendors, with a tenant and key "demo"
  sandbox  the five sandbox vendors alone

  import equiwatt FILE [--tenant ID]
           a CSV of consumption (assetUuid,at,kwh,direction) to a vendor; run again after a crash, it goes on
  import wattics FILE --reference ID [--channel TYPE] [--shift MINUTES] [--slot MINUTES] [--time-zone ZONE] [--tenant ID]
           a CSV of one meter as Swarm reads it: 21 figures (real_electricity, the default), or one value
           (fake_electricity, other); local times, labelled +00:00 unless a zone is named
`;

const commands = { serve, check, schema, demo, sandbox };

async function main(): Promise<void> {
  if (process.argv[2] === 'import') return importCommand(process.argv.slice(3));
  const { positionals, tokens } = parseArgs({ allowPositionals: true, strict: false, tokens: true });
  if (tokens.some(({ kind }) => kind === 'option')) throw new UsageError();
  const name = positionals[0] ?? 'serve';
  if (!Object.hasOwn(commands, name) || positionals.length > 1) throw new UsageError();
  await commands[name as keyof typeof commands]();
}

async function serve(): Promise<void> {
  await run(createApp(loadConfig()));
}

async function check(): Promise<void> {
  const config = loadConfig();
  print('config: ok');
  const allWell = await checkVendors(config, createLog(config), print);
  if (!allWell) process.exitCode = 1;
}

async function schema(): Promise<void> {
  const { createSchema } = await import('./graph/schema.ts');
  print(printSchema(createSchema()));
}

async function demo(): Promise<void> {
  const { createDemo } = await import('./demo.ts');
  await run(createDemo(process.env));
}

async function sandbox(): Promise<void> {
  const { startFixedSandboxes } = await import('./sandbox/index.ts');
  const sandboxes = await startFixedSandboxes();
  for (const line of sandboxes.lines) print(line);
  stopOnSignal(() => sandboxes.stop());
}

async function importCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseImport(args);
  const [vendor, path, ...more] = positionals;
  if (vendor === undefined || path === undefined || more.length > 0) throw new UsageError();
  const config = loadConfig();
  const { importFile } = await import('./import.ts');
  const terminal = process.stderr.isTTY ? { terminal: process.stderr } : {};
  const log = createLog(config);
  const { tenant, ...format } = values;
  const complete = await importFile({ config, vendor, path, tenant, format, log, print, ...terminal });
  if (!complete) process.exitCode = 1;
}

function parseImport(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = { tenant: text, reference: text, channel: text, shift: text, slot: text, 'time-zone': text };
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw new UsageError();
  }
}

function loadConfig() {
  return parseConfig(readConfigFile(process.env.WATTGRAPH_CONFIG), process.env);
}

async function run(app: Pick<App, 'url' | 'start' | 'stop'>): Promise<void> {
  await app.start();
  stopOnSignal(() => app.stop());
  print(`wattgraph ready at ${app.url}/graphql`);
}

/** The first signal drains, the second one ends at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(signal === 'SIGINT' ? 130 : 143);
    stopping = true;
    setTimeout(() => process.exit(1), exitDeadlineMs).unref();
    stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => onSignal('SIGTERM'));
}

/** A signal to npm ends the shell between npm and us, which does not pass it on: all we see is another parent. */
function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, parentCheckMs).unref();
}

/** Between two looks at the parent, in milliseconds. */
const parentCheckMs = 250;

/** A process that is told to end has ended after this long, in milliseconds. */
const exitDeadlineMs = 25_000;

class UsageError extends Error {}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(error: unknown): never {
  process.stderr.write(error instanceof UsageError ? usage : `wattgraph: ${toLine(error)}\n`);
  process.exit(1);
}

// Nobody reads a stack to learn that a port is taken; a key or variable is named by ConfigError.
function toLine(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ');
}

main().catch(fail);
