package io.github.wicredential.internal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.test.webhook.WebhookMutation;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTest {

    private static final Pattern INJECTED = Pattern.compile("(https:[^\"]+?)/?\"");

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com, PUBLIC, https://management.azure.com/.default",
        "https://LOGIN.windows.net/, PUBLIC, https://management.azure.com/.default",
        "https://login.chinacloudapi.cn, CHINA, https://management.chinacloudapi.cn/.default",
        "https://login.partner.microsoftonline.cn, CHINA, https://management.chinacloudapi.cn/.default",
        "https://login.microsoftonline.us, US_GOVERNMENT, https://management.usgovcloudapi.net/.default",
        "https://login.usgovcloudapi.net, US_GOVERNMENT, https://management.usgovcloudapi.net/.default",
        "https://login.microsoftonline.de, GERMANY, https://management.microsoftazure.de/.default",
        "https://login.sovcloud-identity.fr, SOVEREIGN, ",
        "https://login.example.com, , ",
        "https://login.microsoftonline.com.example.com, , "
    })
    void aCloudIsKnownByEachHostOfItsAuthority(URI authority, Cloud cloud, String resourceManager) {
        assertThat(Cloud.of(authority).orElse(null)).isEqualTo(cloud);
        assertThat(Cloud.of(authority).flatMap(Cloud::resourceManagerScope).orElse(null))
                .isEqualTo(resourceManager);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sts.windows.net/t/, true",
        "https://login.microsoftonline.com/t/v2.0, true",
        "https://login.partner.microsoftonline.cn/t/v2.0, true",
        "https://login.microsoftonline.us/t/v2.0, true",
        "https://login.microsoftonline.com.example.com/, false",
        "https://eastus.oic.prod-aks.azure.com/t/i/, false"
    })
    void anIssuerIsEntraInEachCloud(String issuer, boolean entra) {
        assertThat(Cloud.issues(issuer)).isEqualTo(entra);
    }

    @ParameterizedTest
    @CsvSource({
        "AzurePublicCloud, PUBLIC",
        "AzureChinaCloud, CHINA",
        "AzureUSGovernmentCloud, US_GOVERNMENT",
        "AzureGermanCloud, GERMANY"
    })
    void whatTheWebhookInjectsIsTheAuthorityOfTheCloudItIsSetTo(String name, Cloud cloud) {
        String pod = WebhookMutation.builder()
                .tenantId("11111111-1111-1111-1111-111111111111")
                .serviceAccount("""
                        {"kind":"ServiceAccount","metadata":{"name":"orders"}}""")
                .cloud(name)
                .build()
                .mutate("""
                        {"kind":"Pod","metadata":{"name":"api","labels":{"azure.workload.identity/use":"true"}},
                         "spec":{"serviceAccountName":"orders","containers":[{"name":"api"}]}}""")
                .replace("\\/", "/");

        Matcher authority = INJECTED.matcher(pod);
        assertThat(authority.find()).as(pod).isTrue();
        assertThat(Cloud.of(URI.create(authority.group(1)))).contains(cloud);
        assertThat(Cloud.authorities()).contains(authority.group(1));
    }
}
