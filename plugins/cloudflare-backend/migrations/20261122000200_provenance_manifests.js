/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('build_manifests', table => {
    table.comment('What CI said of deployments; never changed');
    table.string('account_id', 64).notNullable().comment('Cloudflare account');
    table.string('deployment_id', 100).notNullable().comment('Or version id');
    table.string('product', 32).notNullable();
    table.string('name', 256).notNullable().comment('Of the resource');
    table
      .string('received_at', 24)
      .notNullable()
      .comment('ISO 8601 in UTC with milliseconds');
    table.text('said').notNullable().comment('JSON');
    table.primary(['account_id', 'deployment_id', 'product', 'name']);
    table.index(['account_id', 'product', 'name', 'received_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('build_manifests');
};
