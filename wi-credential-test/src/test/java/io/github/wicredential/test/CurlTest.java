package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's curl is run; the one that it warns of is refused. */
@WorkloadIdentityTest
class CurlTest {

    private static final Pattern BLOCK =
            Pattern.compile("<!-- the request: right -->\n```shell\n(.*?)```", Pattern.DOTALL);

    @Test
    void theRightOneIsGranted(LocalCluster cluster, LocalEntra entra) throws Exception {
        String answer = run(cluster, command());

        assertThat(answer)
                .contains("\"access_token\":\"(not shown)\"", "\"expires_in\"")
                .doesNotContain("eyJ");
        assertThat(entra.granted()).isEqualTo(1);
    }

    @Test
    void theCopiedOneIsRefused(LocalCluster cluster, LocalEntra entra) throws Exception {
        String answer = run(
                cluster,
                command()
                        .replace(
                                "grant_type=client_credentials",
                                "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer"
                                        + " --data-urlencode requested_token_use=on_behalf_of"));

        assertThat(answer).contains("AADSTS900144");
        assertThat(entra.granted()).isZero();
    }

    private static String command() {
        Matcher matcher = BLOCK.matcher(Repository.read("docs/how-to/aks.md"));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String run(LocalCluster cluster, String command) throws Exception {
        Tools.assumeInstalled("curl");
        return Tools.run(cluster.environment(), "bash", "-c", command);
    }
}
