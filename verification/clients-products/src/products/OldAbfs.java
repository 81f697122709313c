import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.azurebfs.AbfsConfiguration;

/** Takes tokens as each of three file systems does. */
class OldAbfs {

    public static void main(String[] args) throws Exception {
        int tokens = 0;
        long minutes = 0;
        for (int i = 0; i < 3; i++) {
            var token = new AbfsConfiguration(new Configuration(), args[0]).getTokenProvider().getToken();
            tokens += token.getAccessToken().startsWith("ey") ? 1 : 0;
            minutes = Duration.between(Instant.now(), token.getExpiry().toInstant()).toMinutes();
        }
        System.out.println(tokens + " of 3 tokens, expiring in " + minutes + " min");
    }
}
