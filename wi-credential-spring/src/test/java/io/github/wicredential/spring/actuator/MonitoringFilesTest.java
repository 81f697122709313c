package io.github.wicredential.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.IdentityRegistry.Registered;
import io.github.wicredential.spring.internal.TokenActivity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Dashboard, alerts and their page name nothing that Prometheus would not see. */
@WorkloadIdentityTest
class MonitoringFilesTest {

    private static final Path MONITORING = Path.of("..", "docs", "how-to", "monitoring");
    private static final Pattern METRIC = Pattern.compile("azure_wi_\\w+");
    private static final Pattern LEADS = Pattern.compile("RUNBOOKS/how-to/\\S+\\.md#[\\w-]+");
    private static final Pattern GROUPING = Pattern.compile("(?:by|without) \\(([^)]*)\\)");
    /** What tells services apart: the name of the application, and what Prometheus adds when it scrapes pods. */
    private static final List<String> WHICH_SERVICE = List.of("application", "namespace", "pod");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"([^\"]*)\"");

    private String scraped = "";

    @BeforeEach
    void scrape(LocalCluster cluster) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
        TokenActivity activity = new TokenActivity(InstantSource.system());
        Registered registered = new Registered("workloadIdentity", identity, activity);
        IdentityMeters.register(
                registry, registered, Tags.of("application", "orders"), id -> false, InstantSource.system());
        scraped = registry.scrape();
    }

    @Test
    void thePanelsOfTheDashboardAskForWhatThereIs() throws IOException {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper()
                .readTree(MONITORING.resolve("grafana-dashboard.json").toFile());
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                expressions.add(target.path("expr").asText());
            }
        }
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("type").asText().equals("query")) {
                expressions.add(variable.path("query").path("query").asText());
            }
        }
        assertThat(expressions).hasSizeGreaterThan(6).allSatisfy(this::assertKnown);
        assertThat(expressions.toString())
                .as("every meter has its place")
                .contains(METRIC.matcher(scraped)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toArray(String[]::new));
    }

    @Test
    void theDashboardTellsServicesApart() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(MONITORING.resolve("grafana-dashboard.json").toFile());
        Map<String, JsonNode> variables = new HashMap<>();
        dashboard
                .path("templating")
                .path("list")
                .forEach(each -> variables.put(each.path("name").asText(), each));

        assertThat(variables).containsKeys(WHICH_SERVICE.toArray(String[]::new)).containsKey("identity");
        for (String name : WHICH_SERVICE) {
            assertThat(variables.get(name).path("allValue").asText())
                    .as("%s may be missing where nobody scrapes pods", name)
                    .isEqualTo(".*");
        }
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr").asText();
                assertThat(METRIC.matcher(expression).results().count())
                        .as(expression)
                        .isEqualTo(Pattern.compile("\\{namespace=~\"\\$namespace\",application=~\"\\$application\","
                                        + "pod=~\"\\$pod\",identity=~\"\\$identity\"}")
                                .matcher(expression)
                                .results()
                                .count());
                GROUPING.matcher(expression)
                        .results()
                        .forEach(grouping -> assertThat(grouping.group(1))
                                .as(expression)
                                .contains("namespace, application, identity"));
                assertThat(target.path("legendFormat").asText()).contains("{{namespace}} {{application}} {{identity}}");
            }
        }
    }

    @Test
    void theAlertsSayWhoseIdentityItIs() throws IOException {
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            String summary = String.valueOf(((Map<?, ?>) rule.get("annotations")).get("summary"));
            for (String label : WHICH_SERVICE) {
                assertThat(summary).contains("$labels." + label);
                // An expression that sums must leave it in.
                assertThat(String.valueOf(rule.get("expr")))
                        .doesNotContain(" by (")
                        .doesNotContainPattern("without \\([^)]*" + label);
            }
            assertThat(summary.indexOf("$labels.pod")).isLessThan(summary.indexOf("$labels.identity"));
        });
    }

    @Test
    void theAlertsAskForWhatThereIs() throws IOException {
        String page = Files.readString(MONITORING.resolveSibling("monitoring.md"));
        assertThat(rules()).hasSize(3).allSatisfy(rule -> {
            String runbook = String.valueOf(((Map<?, ?>) rule.get("annotations")).get("runbook_url"));
            assertThat(runbook).startsWith("RUNBOOKS/how-to/monitoring.md#");
            assertThat(page.toLowerCase(Locale.ROOT))
                    .contains(
                            "### " + runbook.substring(runbook.indexOf('#') + 1).replace('-', ' ') + "\n");
            assertThat(page).contains("| `" + rule.get("alert") + "` |");
            assertThat(rule.get("alert")).asString().startsWith("AzureWorkloadIdentity");
            assertThat(rule.containsKey("labels")).isTrue();
            assertKnown(String.valueOf(rule.get("expr")));
        });
    }

    /** A panel leads to the section to which the alert leads that fires by it, and the page counts the panels. */
    @Test
    void theDashboardAndThePageLeadToEachOther() throws IOException {
        JsonNode panels = new ObjectMapper()
                .readTree(MONITORING.resolve("grafana-dashboard.json").toFile())
                .path("panels");
        Set<String> sections = new TreeSet<>();
        panels.forEach(panel -> LEADS.matcher(panel.path("description").asText())
                .results()
                .map(MatchResult::group)
                .forEach(sections::add));

        assertThat(sections)
                .isEqualTo(rules().stream()
                        .map(rule -> String.valueOf(((Map<?, ?>) rule.get("annotations")).get("runbook_url")))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(panels).hasSize(9);
        assertThat(Files.readString(MONITORING.resolveSibling("monitoring.md")))
                .contains("(monitoring/grafana-dashboard.json)", "![Nine panels: ");
    }

    @Test
    void thePagesLineMakesAddressesOfThePlaceholders(@TempDir Path elsewhere) throws Exception {
        Path copied = Files.createDirectory(elsewhere.resolve("my-monitoring"));
        List<String> files = List.of("alerts.yaml", "alerts-test.yaml", "grafana-dashboard.json");
        for (String file : files) {
            Files.copy(MONITORING.resolve(file), copied.resolve(file));
        }
        String line = Files.readAllLines(MONITORING.resolveSibling("monitoring.md")).stream()
                .filter(each -> each.startsWith("sed -i"))
                .findFirst()
                .orElseThrow();

        Process sed = new ProcessBuilder("bash", "-c", line)
                .directory(elsewhere.toFile())
                .inheritIO()
                .start();

        assertThat(sed.waitFor()).isZero();
        for (String file : files) {
            assertThat(Files.readString(copied.resolve(file)).replaceAll("(?m)^#.*\n", ""))
                    .contains("https://wiki.example.com/wi-credential/how-to/monitoring.md#no-token")
                    .doesNotContain("RUNBOOKS");
        }
    }

    @Test
    void thePageNamesEveryMeter() throws IOException {
        assertThat(Files.readString(MONITORING.resolveSibling("monitoring.md")))
                .contains(
                        IdentityMeters.REQUESTS,
                        IdentityMeters.FAILURES,
                        IdentityMeters.EXPIRES_IN,
                        IdentityMeters.MISSING,
                        IdentityMeters.FAILED_FAST,
                        IdentityMeters.ASSERTION_AGE,
                        IdentityMeters.ASSERTION_EXPIRES_IN,
                        ExchangeObservations.NAME)
                .satisfies(page -> METRIC.matcher(page)
                        .results()
                        .map(MatchResult::group)
                        .forEach(name -> assertThat(samples()).contains(name)));
    }

    @Test
    void thePageExplainsEveryKindOfFailure() throws IOException {
        List<String> explained = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]")
                .matcher(section(Files.readString(MONITORING.resolveSibling("monitoring.md")), "| `error` | |"))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(explained)
                .startsWith(FailureLabels.NONE)
                .containsAll(FailureLabels.ERRORS)
                .hasSize(7);
    }

    private static String section(String page, String begin) {
        int from = page.indexOf(begin);
        return page.substring(from, page.indexOf("\n\n", from));
    }

    private static List<Map<?, ?>> rules() throws IOException {
        Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(MONITORING.resolve("alerts.yaml")));
        return maps(file.get("groups"))
                .flatMap(group -> maps(group.get("rules")))
                .toList();
    }

    private void assertKnown(String expression) {
        List<String> names =
                METRIC.matcher(expression).results().map(MatchResult::group).toList();
        assertThat(names).as(expression).isNotEmpty();
        assertThat(samples()).as(expression).containsAll(names);
        Stream.of(names).flatMap(List::stream).forEach(name -> {
            GROUPING.matcher(expression)
                    .results()
                    .flatMap(result -> Stream.of(result.group(1).split(",", -1)))
                    .forEach(label -> assertThat(labels(name)).as(expression).contains(label.strip()));
            MATCHER.matcher(expression).results().forEach(match -> {
                assertThat(labels(name)).as(expression).contains(match.group(1));
                if (!match.group(2).startsWith("$")) {
                    assertThat(scraped).as(expression).contains(match.group(1) + "=\"" + match.group(2) + "\"");
                }
            });
        });
    }

    private Set<String> samples() {
        return scraped.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private Set<String> labels(String name) {
        return scraped.lines()
                .filter(line -> line.startsWith(name + "{"))
                .flatMap(line -> MATCHER.matcher(line).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(() -> new TreeSet<>(WHICH_SERVICE)));
    }

    private static Stream<Map<?, ?>> maps(Object list) {
        return ((List<?>) list).stream().map(one -> (Map<?, ?>) one);
    }
}
