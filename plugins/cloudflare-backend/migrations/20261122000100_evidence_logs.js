/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence_log_records', table => {
    table.comment('Records of logs, redacted, until their day is sealed');
    table
      .string('log', 255)
      .notNullable()
      .comment('Account id, kind, variant and key of the pseudonyms');
    table.string('id', 255).notNullable();
    table
      .bigInteger('occurred_at')
      .notNullable()
      .comment('Milliseconds since the epoch');
    table.text('body').notNullable().comment('The record as canonical JSON');
    table
      .text('removed')
      .notNullable()
      .comment('How often something was taken out, by its path, as JSON');
    table
      .bigInteger('stored_at')
      .notNullable()
      .comment('Milliseconds since the epoch');
    table.primary(['log', 'id']);
    table.index(['log', 'occurred_at']);
  });
  await knex.schema.createTable('evidence_log_coverage', table => {
    table.comment('Times of which a log was read completely, half-open');
    table.string('log', 255).notNullable();
    table
      .bigInteger('from_time')
      .notNullable()
      .comment('Milliseconds since the epoch');
    table.bigInteger('to_time').notNullable();
    table.bigInteger('read_at').notNullable();
    table.index(['log']);
  });
  await knex.schema.createTable('evidence_log_requests', table => {
    table.comment('Requests by which a time of a log was read, half-open');
    table.bigIncrements('id');
    table.string('log', 255).notNullable();
    table
      .bigInteger('from_time')
      .notNullable()
      .comment('Milliseconds since the epoch');
    table.bigInteger('to_time').notNullable();
    table.bigInteger('answered_at').notNullable();
    table.text('body').notNullable().comment('The request as JSON');
    table.index(['log', 'from_time']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('evidence_log_requests');
  await knex.schema.dropTable('evidence_log_coverage');
  await knex.schema.dropTable('evidence_log_records');
};
