// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cloudflare_emitted_facts', table => {
    table.comment(
      'What each fact retriever of Cloudflare last said of an entity',
    );
    table.text('retriever').notNullable();
    table.text('entity_ref').notNullable();
    table.text('emitted_at').notNullable().comment('Timestamp of the facts');
    table.text('facts').notNullable().comment('JSON');
    table.primary(['retriever', 'entity_ref']);
  });

  await knex.schema.createTable('cloudflare_fact_schemas', table => {
    table.comment('Schemas that the fact retrievers of Cloudflare have had');
    table.text('retriever').notNullable();
    table.integer('number').notNullable().comment('Counts up');
    table.text('sha256').notNullable();
    table.primary(['retriever', 'number']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cloudflare_fact_schemas');
  await knex.schema.dropTable('cloudflare_emitted_facts');
};
