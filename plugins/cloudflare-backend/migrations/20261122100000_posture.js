/** Times are ISO 8601 in UTC with milliseconds, so that their order is that of texts. */
const TIME_LENGTH = 24;
/** Such as 2026-11-22. */
const DAY_LENGTH = 10;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('posture_evaluations', table => {
    table.comment('Evaluations of all checks');
    table.increments('id');
    table.string('started_at', TIME_LENGTH).notNullable();
    table.string('finished_at', TIME_LENGTH);
    table
      .string('day', DAY_LENGTH)
      .comment('UTC day that it belongs to, once it has finished');
    table
      .string('outcome', 16)
      .notNullable()
      .comment('running, finished or failed');
    table.integer('entities').notNullable();
    table.integer('results').notNullable();
    table.integer('requests').notNullable();
    table.text('problems').notNullable().comment('JSON');
    table.text('totals').comment('JSON, of the last of each day');
    table
      .text('observed')
      .comment('JSON: when the oldest facts of each check were read');
    table.string('owner', 36).comment('The process that runs it');
    table.string('lease_until', TIME_LENGTH);
    table.index(['day', 'id']);
    table.index(['outcome', 'finished_at']);
  });
  // However many backends there are, one of them evaluates.
  await knex.raw(
    `create unique index posture_evaluations_running on posture_evaluations (outcome) where outcome = 'running'`,
  );
  await knex.schema.createTable('posture_current', table => {
    table.comment('What the last evaluation found');
    table.text('entity_ref').primary();
    table.text('body').notNullable().comment('JSON: the entity, all results');
  });
  await knex.schema.createTable('posture_anchors', table => {
    table.comment('What was found of an entity first on a UTC day');
    table.string('day', DAY_LENGTH).notNullable();
    table.text('entity_ref').notNullable();
    table.integer('evaluation').notNullable();
    table.text('body').notNullable().comment('JSON: the entity, all results');
    table.primary(['day', 'entity_ref']);
  });
  await knex.schema.createTable('posture_changes', table => {
    table.comment('What was found otherwise than before on the same day');
    table.integer('evaluation').notNullable();
    table.text('entity_ref').notNullable();
    table.string('day', DAY_LENGTH).notNullable();
    table
      .text('body')
      .comment('JSON: the entity, results that changed; absent: it is gone');
    table.primary(['evaluation', 'entity_ref']);
    table.index(['day', 'evaluation']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('posture_changes');
  await knex.schema.dropTable('posture_anchors');
  await knex.schema.dropTable('posture_current');
  await knex.schema.dropTable('posture_evaluations');
};
