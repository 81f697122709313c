import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parse as parsePostgres } from 'libpg-query';
import { Language, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
const { validate } = require('dockerfile-utils');
const { antlr4tsSQL, SQLDialect } = require('antlr4ts-sql');
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
const { KustoCode, GlobalState, Symbols } = Kusto.Language;

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(
  fileURLToPath(import.meta.resolve('@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm'))));

/** The columns of Azure Monitor that the queries may use, of the types in Microsoft's reference of its tables. */
const SIGN_INS = `(TimeGenerated: datetime, AppId: string, CorrelationId: string, FederatedCredentialId: string,
  IPAddress: string, ResourceDisplayName: string, ResultDescription: string, ResultType: string, ServicePrincipalName: string)`;
const TABLES = {
  AADManagedIdentitySignInLogs: SIGN_INS,
  AADServicePrincipalSignInLogs: SIGN_INS,
  AZKVAuditLogs: `(TimeGenerated: datetime, CallerIpAddress: string, HttpStatusCode: int, Identity: dynamic,
    OperationName: string, RequestUri: string)`,
};
const monitor = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor(
  'monitor', Object.entries(TABLES).map(([name, columns]) => new Symbols.TableSymbol.$ctor7(name, columns))));

const DATABASES = { PostgreSQL: postgres, MySQL: mysql, 'SQL Server': text => antlr(text, SQLDialect.TSQL) };

/** For each kind what is wrong in a block, as [line in the block, message]. */
const READERS = { kotlin, dockerfile, sql, kusto };

export const kinds = Object.keys(READERS);

/** What is wrong in the blocks of one kind, with page and line. */
export async function faults(kind, blocks) {
  const found = [];
  for (const { page, line, text, above } of blocks) {
    for (const [at, message] of await READERS[kind](text, above)) {
      found.push(`${page}:${line + at}: ${message}`);
    }
  }
  return found;
}

/** The grammar takes a name with anything after it for a statement, as in Groovy's call without parentheses. */
function kotlin(text) {
  const found = [];
  const visit = node => {
    if (node.isError || node.isMissing || (node.type === 'identifier' && node.parent.type === 'source_file')) {
      found.push([node.startPosition.row, `not Kotlin: ${text.split('\n')[node.startPosition.row]}`]);
    }
    node.children.forEach(visit);
  };
  visit(parser.parse(text).rootNode);
  return found;
}

/** What is not JSON in brackets is a command for a shell to Docker, and a stage that is not there an image. */
function dockerfile(text) {
  const found = validate(text).map(({ range, message }) => [range.start.line, message]);
  const stages = [...text.matchAll(/^FROM \S+ AS (\S+)/gm)].map(([, name]) => name);
  text.split('\n').forEach((line, at) => {
    const [, form] = /^(?:RUN|CMD|ENTRYPOINT) (\[.*)/.exec(line) ?? [];
    try {
      JSON.parse(form ?? '[]');
    } catch {
      found.push([at, `not JSON: ${form}`]);
    }
    const [, stage] = /--from=(\S+)/.exec(line) ?? [];
    if (stage && !stages.includes(stage)) found.push([at, `no stage ${stage}`]);
  });
  return found;
}

/** The dialect is that of the database that the page names last above the block. */
async function sql(text, above) {
  const [database] = above.match(new RegExp(Object.keys(DATABASES).join('|'), 'g'))?.slice(-1) ?? [];
  if (!database) return [[0, `which database? None of ${Object.keys(DATABASES).join(', ')} is named above`]];
  const found = await DATABASES[database](text);
  if (!text.trimEnd().endsWith(';')) found.push([text.trimEnd().split('\n').length - 1, 'the last statement does not end in ;']);
  return found.map(([line, message]) => [line, `not SQL of ${database}: ${message}`]);
}

async function postgres(text) {
  try {
    await parsePostgres(text);
    return [];
  } catch (e) {
    return [[text.slice(0, e.sqlDetails.cursorPosition).split('\n').length - 1, e.message]];
  }
}

/** Azure's AADUSER, which no parser knows, is read as MySQL's USER; IDENTIFIED BY is the same. */
function mysql(text) {
  return antlr(text.replaceAll(/^CREATE AADUSER /gm, 'CREATE USER '), SQLDialect.MYSQL);
}

/** Only the first error: the others follow from it. What it expects may be any of hundreds of words. */
function antlr(text, dialect) {
  const found = [];
  const syntaxError = (recognizer, symbol, line, column, message) => found.push([line - 1, message.split(' expecting ')[0]]);
  const listeners = [{ syntaxError }];
  const sql = new antlr4tsSQL(dialect);
  sql.getParseTree(sql.getParser(sql.getTokens(text, listeners), listeners));
  return found.slice(0, 1);
}

/** Not only parsed: tables, columns, functions and their types are looked up. */
function kusto(text) {
  const diagnostics = KustoCode.ParseAndAnalyze(text, monitor).GetDiagnostics();
  return Array.from({ length: diagnostics.Count }, (none, i) => diagnostics.getItem(i))
    .map(({ Start, Message }) => [text.slice(0, Start).split('\n').length - 1, Message]);
}
