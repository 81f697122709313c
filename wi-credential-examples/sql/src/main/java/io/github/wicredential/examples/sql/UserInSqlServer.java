package io.github.wicredential.examples.sql;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.jdbc.SqlServerTokenCallback;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Asks Azure SQL who it takes this pod for. */
public final class UserInSqlServer {

    private UserInSqlServer() {}

    /**
     * Uses the database {@code SQL_DATABASE} of {@code SQL_SERVER}.
     *
     * @param args none
     * @throws SQLException if the database does not do what it should
     */
    public static void main(String[] args) throws SQLException {
        WorkloadIdentity identity = WorkloadIdentity.fromEnvironment();
        SQLServerDataSource database = database(variable("SQL_SERVER"), variable("SQL_DATABASE"), identity);

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet user = statement.executeQuery("SELECT CURRENT_USER")) {
            user.next();
            System.out.println("the database knows this pod as " + user.getString(1));
        }
    }

    static SQLServerDataSource database(String server, String name, TokenProvider identity) {
        SQLServerDataSource database = new SQLServerDataSource();
        database.setServerName(server);
        database.setDatabaseName(name);
        database.setEncrypt("true");
        database.setTrustServerCertificate(false);
        database.setAccessTokenCallback(new SqlServerTokenCallback(identity));
        return database;
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
