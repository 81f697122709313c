import assert from 'node:assert/strict';
import test from 'node:test';
import { faults, kinds } from './blocks.mjs';
import { blocks, blocksOf } from './repository.mjs';

for (const kind of kinds) {
  test(`Pages: every block of ${kind} is one`, async () => {
    const found = blocks(kind);
    assert.notEqual(found.length, 0);
    assert.deepEqual(await faults(kind, found), []);
  });
}

const WRONG = {
  kotlin: [
    ['implementation("a:b:1"', '5: not Kotlin: implementation("a:b:1"'],
    ['implementation("a:b:1")\nimplementation "a:b:1"', '6: not Kotlin: implementation "a:b:1"'],
  ],
  dockerfile: [
    ['FROM a\nCOPPY b /b', '6: Unknown instruction: COPPY'],
    ['FROM a AS built\nCOPY --from=build /b /b', '6: no stage build'],
    ['FROM a\nENTRYPOINT ["java", "-jar"', '6: not JSON: ["java", "-jar"'],
  ],
  'sql PostgreSQL': [
    ["SELECT 1;\nSELECT * FROM f('a', false;", '6: not SQL of PostgreSQL: syntax error at or near ";"'],
    ['SELECT 1', '5: not SQL of PostgreSQL: the last statement does not end in ;'],
    ['CREATE USER [a] FROM EXTERNAL PROVIDER;', '5: not SQL of PostgreSQL: syntax error at or near "["'],
  ],
  'sql MySQL': [
    ["SET a = OFF;\nCREATE AADUSER 'a' IDENTIFIED BI 'b';",
      "6: not SQL of MySQL: mismatched input 'BI'"],
  ],
  'sql SQL Server': [
    ["CREATE USER [a] FROM EXTERNAL;", "5: not SQL of SQL Server: no viable alternative at input ''"],
  ],
  'sql Oracle': [
    ['SELECT 1;', '5: which database? None of PostgreSQL, MySQL, SQL Server is named above'],
  ],
  kusto: [
    ['AZKVAuditLogs\n| where OperationName ==', '6: Missing expression'],
    ['AZKVAuditLogs\n| where HttpStatus == 200',
      "6: The name 'HttpStatus' does not refer to any known column, table, variable or function."],
  ],
};
for (const [name, samples] of Object.entries(WRONG)) {
  for (const [text, expected] of samples) {
    test(`${name}: ${text}`, async () => {
      const [kind] = name.split(' ');
      const page = `# A page\n# For ${name}\n\n   \`\`\`${kind}\n${text.replaceAll(/^/gm, '   ')}\n   \`\`\`\n`;
      assert.deepEqual(await faults(kind, blocksOf('page.md', page, kind)), [`page.md:${expected}`]);
    });
  }
}
