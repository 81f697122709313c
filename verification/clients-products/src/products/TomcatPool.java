import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.tomcat.jdbc.pool.DataSource;

/** As {@code context.xml} configures it: url, username, driverClassName. */
class TomcatPool {

    public static void main(String[] args) throws Exception {
        DataSource pool = new DataSource();
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setUrl(args[0]);
        pool.setUsername(args[1]);
        pool.setInitialSize(5);
        pool.setMaxActive(5);
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                connections.add(pool.getConnection());
            }
            try (ResultSet user = connections.get(4).createStatement().executeQuery("SELECT current_user")) {
                user.next();
                System.out.println(connections.size() + " as " + user.getString(1));
            }
        } catch (java.sql.SQLException failure) {
            System.out.println("failed " + failure.getMessage());
            System.exit(1);
        }
        pool.close(true);
        System.exit(0);
    }
}
