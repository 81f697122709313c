package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.LocalProcess;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/how-to/clients/recipes.md that need no server. */
@WorkloadIdentityTest
class RecipesTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void apachesClientSendsATokenToTheHostsOfItsListAndAcrossNoRedirect(LocalCluster pod, LocalEntra entra)
            throws Exception {
        Product http = Product.of(
                directory, "org.apache.httpcomponents.client5:httpclient5:5.6.1", "org.slf4j:slf4j-api:2.0.6");

        assertThat(run(http, pod, "ApacheHttp.java"))
                .contains("127.0.0.1 token", "localhost no token", "127.0.0.1/moved 302");
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void databricksTakesAProviderOfFewLines(LocalCluster pod, LocalEntra entra) throws Exception {
        Product databricks = Product.of(directory, "com.databricks:databricks-sdk-java:0.141.0");

        assertThat(run(databricks, pod, "Databricks.java"))
                .filteredOn(line -> line.equals("true"))
                .hasSize(3);
        assertThat(entra.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.scope()).isEqualTo("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"));
    }

    @Test
    void aModelOfSpringAiIsMade(LocalCluster pod) throws Exception {
        Product spring = Product.of(directory, "org.springframework.ai:spring-ai-openai:2.0.0");

        assertThat(run(spring, pod, "SpringAi.java")).contains("made OpenAiChatModel");
    }

    @Test
    void aModelOfLangChain4jIsMade(LocalCluster pod) throws Exception {
        Product langChain = Product.of(directory, "dev.langchain4j:langchain4j-azure-open-ai:1.11.0")
                .withOurs("azure");

        assertThat(run(langChain, pod, "LangChain.java")).contains("made AzureOpenAiChatModel");
    }

    private static List<String> run(Product product, LocalCluster pod, String file) throws Exception {
        List<String> program =
                new ArrayList<>(List.of(Path.of("src", "products", file).toString()));
        try (LocalProcess process = product.start(pod, List.of(), program)) {
            List<String> output = process.awaitEnd(LONG);
            assertThat(String.join("\n", output)).doesNotContain("eyJ");
            return output;
        }
    }
}
