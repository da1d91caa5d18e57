/** Times are ISO 8601 in UTC with milliseconds, so that their order is that of texts. */
const TIME_LENGTH = 24;
const SHA256_LENGTH = 64;

/** @param {import('knex').Knex.CreateTableBuilder} table */
function subjectColumns(table) {
  table.string('account_id', 64).notNullable().comment('Cloudflare account');
  table.string('kind', 64).notNullable();
  table.string('subject_type', 32).notNullable();
  table.text('subject_name').comment('Absent for the account');
  table.string('variant', 32).notNullable();
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence_streams', table => {
    table.comment('Chains of evidence and their heads');
    table.text('stream').primary();
    subjectColumns(table);
    table.integer('head_seq').notNullable().comment('-1: no bundle yet');
    table.string('head_sha256', SHA256_LENGTH).comment('Of the manifest');
    table.string('head_at', TIME_LENGTH).comment('When it was collected');
    table.integer('cut_seq').comment('Newest bundle that retention removed');
    table.string('cut_sha256', SHA256_LENGTH).comment('Of its manifest');
    table.string('cut_at', TIME_LENGTH).comment('When it was removed');
  });
  await knex.schema.createTable('evidence_bundles', table => {
    table.comment('Bundles of evidence; never changed once they have a seq');
    table.string('id', 36).primary();
    table.text('stream').notNullable();
    table.integer('seq').comment('Absent: a draft that nobody sees');
    subjectColumns(table);
    table.string('window_from', TIME_LENGTH).comment('Of logs');
    table.string('window_to', TIME_LENGTH).comment('Of logs');
    table.string('touched_at', TIME_LENGTH).notNullable();
    table.string('collected_at', TIME_LENGTH);
    table.string('state', 16).comment('complete or partial');
    table.integer('records');
    table.text('gaps').comment('JSON');
    table.string('snapshot_sha256', SHA256_LENGTH);
    table.string('manifest_sha256', SHA256_LENGTH);
    table.boolean('signed');
    table.bigInteger('tar_bytes');
    table.string('tar_sha256', SHA256_LENGTH);
    table.bigInteger('document_bytes');
    table.string('document_sha256', SHA256_LENGTH);
    table.unique(['stream', 'seq']);
    table.index(['collected_at', 'id']);
  });
  await knex.schema.createTable('evidence_chunks', table => {
    table.comment('Bytes of the files of bundles');
    table.string('bundle', 36).notNullable();
    table.string('file', 32).notNullable();
    table.integer('part').notNullable();
    table.binary('content').notNullable();
    table.primary(['bundle', 'file', 'part']);
  });
  await knex.schema.createTable('evidence_jobs', table => {
    table.comment('Evidence that is being made');
    table.string('id', 36).primary();
    table.string('account', 64).notNullable().comment('Key of the account');
    subjectColumns(table);
    table.string('window_from', TIME_LENGTH).comment('Of logs');
    table.string('window_to', TIME_LENGTH).comment('Of logs');
    table.string('state', 16).notNullable();
    table.string('created_at', TIME_LENGTH).notNullable();
    table.string('finished_at', TIME_LENGTH);
    table.integer('done').notNullable();
    table.integer('total').notNullable();
    table.integer('records').notNullable();
    table.text('bundles').notNullable().comment('JSON');
    table.text('problem').comment('JSON');
    table.string('owner', 36).comment('The process that runs it');
    table.string('lease_until', TIME_LENGTH);
    table.index(['state', 'created_at']);
  });
  // Whatever runs, an account has one job at a time that reads it.
  await knex.raw(
    `create unique index evidence_jobs_running on evidence_jobs (account_id) where state = 'running'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('evidence_jobs');
  await knex.schema.dropTable('evidence_chunks');
  await knex.schema.dropTable('evidence_bundles');
  await knex.schema.dropTable('evidence_streams');
};
