/**
 * Class names for configuration files: hooks of others' clients, each of which an application may leave out. Hadoop's is for the
 * class path only, as Hadoop is.
 */
module io.github.wicredential.clients {
    requires static transitive org.jspecify;
    requires static com.azure.core;
    requires static com.fasterxml.jackson.databind;
    requires static com.microsoft.sqlserver.jdbc;
    requires static iceberg.azure;
    requires static io.github.wicredential.azure;
    requires static io.grpc;
    requires static java.sql;
    requires static kafka.clients;
    requires static lettuce.core;
    requires static mysql.connector.j;
    requires static openai.java.core;
    requires static org.mongodb.driver.core;
    requires static org.postgresql.jdbc;
    requires static r2dbc.spi;
    requires static reactor.core;
    requires static redis.clients.authentication.core;
    requires transitive io.github.wicredential;
    requires org.slf4j;

    exports io.github.wicredential.clients;
    exports io.github.wicredential.clients.grpc;
    exports io.github.wicredential.clients.iceberg;
    exports io.github.wicredential.clients.jdbc;
    exports io.github.wicredential.clients.kafka;
    exports io.github.wicredential.clients.mongodb;
    exports io.github.wicredential.clients.openai;
    exports io.github.wicredential.clients.r2dbc;
    exports io.github.wicredential.clients.redis;
    exports io.github.wicredential.clients.internal.azure to
            io.github.wicredential.spring;

    provides io.r2dbc.spi.ConnectionFactoryProvider with
            io.github.wicredential.clients.r2dbc.AzureConnectionFactoryProvider;
}
