import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Page, readPage } from './download.ts';

const defaultIndex = 'https://pypi.org/simple';
// Both forms of https://packaging.python.org/en/latest/specifications/simple-repository-api/: many mirrors support only the second.
const accept = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';

const Project = z.object({ files: z.array(z.object({ filename: z.string(), url: z.string() })) });

/** The Python package index that pip or uv would use here. Throws if it is not an HTTP address, without showing it. */
export function choosePackageIndex(environment: NodeJS.ProcessEnv): string {
  const index = findConfigured(environment) ?? defaultIndex;
  if (!/^https?:/.test(index) || !URL.canParse(index)) throw new Error('the configured Python package index is not an http(s) address');
  return index.replace(/\/+$/, '');
}

/** The address of a project's file, with the index's credentials if it is on the same host. */
export async function findPackageFile(index: string, project: string, file: string): Promise<string> {
  const page = await readPage(`${index}/${project}/`, { headers: { accept } });
  const link = listLinks(page)
    .map((target) => URL.parse(target, page.url))
    .find((target) => target && path.posix.basename(target.pathname) === file);
  const { origin, host, username, password } = new URL(index);
  if (!link) throw new Error(`${host}: does not have ${file}`);
  if (link.origin === origin && !link.username) [link.username, link.password] = [username, password];
  return link.href;
}

function listLinks({ contentType, text }: Page): string[] {
  if (contentType.includes('json')) return Project.parse(JSON.parse(text)).files.map(({ url }) => url);
  return [...text.matchAll(/<a\b[^>]*?\bhref\s*=\s*["']([^"']*)["']/gi)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
}

function findConfigured(environment: NodeJS.ProcessEnv): string | undefined {
  const given = environment['PIP_INDEX_URL'] || environment['UV_INDEX_URL'] || environment['UV_DEFAULT_INDEX'];
  // In uv an index can have a name.
  if (given) return given.replace(/^[\w.-]+=(?=https?:)/, '');
  for (const file of listPipFiles(environment)) {
    const index = existsSync(file) ? readPipFile(readFileSync(file, 'utf8')) : undefined;
    if (index) return index;
  }
  return undefined;
}

/** In order of precedence: https://pip.pypa.io/en/stable/topics/configuration/#location */
function listPipFiles(environment: NodeJS.ProcessEnv): string[] {
  const home = environment['HOME'] || homedir();
  return [
    ...(environment['PIP_CONFIG_FILE'] ? [environment['PIP_CONFIG_FILE']] : []),
    path.join(environment['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'pip/pip.conf'),
    path.join(home, '.pip/pip.conf'),
    '/etc/pip.conf',
  ];
}

/** An INI file, in which a command's section takes precedence over `[global]`. */
function readPipFile(text: string): string | undefined {
  const found = new Map<string, string>();
  let section = '';
  for (const line of text.split('\n')) {
    section = /^\[(.+)\]/.exec(line)?.[1] ?? section;
    const value = /^index[-_]url\s*[=:]\s*(\S+)/i.exec(line)?.[1];
    if (value) found.set(section, value);
  }
  return found.get('download') ?? found.get('install') ?? found.get('global');
}
