package io.github.wicredential.clients.jdbc;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.clients.ClientIdentities;
import java.util.List;
import javax.sql.DataSource;

/** What docs/how-to/databases.md shows. */
final class DatabaseSnippets {

    private DatabaseSnippets() {}

    static DataSource sqlServer(TokenProvider identity) {
        // begin: sql-server
        SQLServerDataSource dataSource = new SQLServerDataSource();
        dataSource.setServerName("orders.database.windows.net");
        dataSource.setDatabaseName("orders");
        dataSource.setAccessTokenCallback(new SqlServerTokenCallback(identity));
        // end
        return dataSource;
    }

    static List<ClientIdentities.Registration> registrations(TokenProvider identity, TokenProvider reportsIdentity) {
        // begin: registrations
        ClientIdentities.Registration byDefault = ClientIdentities.registerDefault(() -> identity);
        ClientIdentities.Registration forReports = ClientIdentities.register("reports", () -> reportsIdentity);
        // end
        return List.of(byDefault, forReports);
    }
}
