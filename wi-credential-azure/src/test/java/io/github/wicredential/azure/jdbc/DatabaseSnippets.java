package io.github.wicredential.azure.jdbc;

import com.azure.core.credential.TokenCredential;
import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import java.util.List;
import javax.sql.DataSource;

/** What docs/databases.md shows. */
final class DatabaseSnippets {

    private DatabaseSnippets() {}

    static DataSource sqlServer(TokenCredential credential) {
        // begin: sql-server
        SQLServerDataSource dataSource = new SQLServerDataSource();
        dataSource.setServerName("orders.database.windows.net");
        dataSource.setDatabaseName("orders");
        dataSource.setAccessTokenCallback(new SqlServerTokenCallback(credential));
        // end
        return dataSource;
    }

    static List<DatabaseCredentials.Registration> registrations(
            TokenCredential credential, TokenCredential reportsCredential) {
        // begin: registrations
        DatabaseCredentials.Registration byDefault = DatabaseCredentials.registerDefault(() -> credential);
        DatabaseCredentials.Registration forReports = DatabaseCredentials.register("reports", () -> reportsCredential);
        // end
        return List.of(byDefault, forReports);
    }
}
