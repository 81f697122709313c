package io.github.wicredential.examples.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Writes an order into PostgreSQL and counts them all, by a pool of connections without a password. */
public final class OrdersInPostgres {

    private OrdersInPostgres() {}

    /**
     * Uses the database {@code JDBC_URL} as the role {@code DATABASE_ROLE}.
     *
     * @param args none
     * @throws SQLException if the database does not do what it should
     */
    public static void main(String[] args) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(variable("JDBC_URL"));
        config.setUsername(variable("DATABASE_ROLE"));
        // In place of a password. The URL can name it as well.
        config.addDataSourceProperty("authenticationPluginClassName", PostgresqlAuthenticationPlugin.class.getName());

        try (HikariDataSource pool = new HikariDataSource(config);
                Connection first = pool.getConnection();
                Connection second = pool.getConnection()) {
            write(first, "plums", 3);
            System.out.println(role(second) + " sees " + count(second) + " orders");
        }
    }

    private static void write(Connection connection, String fruit, int number) throws SQLException {
        try (Statement table = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
            table.execute("CREATE TABLE IF NOT EXISTS orders (fruit text, number int)");
            insert.setString(1, fruit);
            insert.setInt(2, number);
            insert.executeUpdate();
        }
    }

    private static String role(Connection connection) throws SQLException {
        return only(connection, "SELECT current_user");
    }

    private static String count(Connection connection) throws SQLException {
        return only(connection, "SELECT count(*) FROM orders");
    }

    private static String only(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
