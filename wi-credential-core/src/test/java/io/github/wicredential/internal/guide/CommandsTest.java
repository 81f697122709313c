package io.github.wicredential.internal.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command line of the guide is one for bash, and uses what az and kubectl have. */
class CommandsTest {

    private static final List<String> TOOLS = List.of("az", "kubectl");
    private static final List<String> OTHERS = List.of(
            "curl",
            "openssl",
            "java",
            "keytool",
            "jq",
            "grep",
            "base64",
            "head",
            "ls",
            "mv",
            "jlink",
            "nslookup",
            "getent");

    private static final Pattern CHANGES = Pattern.compile(
            "\\b(annotate|apply|create|debug|edit|patch|rollout|set|update|upload|admin-consent|post|delete)\\b(?!.*--list)");

    @TempDir
    private Path bin;

    @BeforeEach
    void tools() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash");
        for (String tool : TOOLS) {
            script(tool, resource("cli.sh"));
        }
        for (String tool : OTHERS) {
            script(tool, "#!/bin/sh\ncat > /dev/null\n");
        }
        Files.writeString(bin.resolve("options.txt"), resource("options.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "it's",
                "$(touch ran)",
                "`touch ran`",
                "a b; touch ran",
                "\"; touch ran #",
                "{client}",
                ""
            })
    void everyCommandRunsWhateverItIsFilledWith(String value) throws Exception {
        StringBuilder script = new StringBuilder("""
                CREDENTIAL=c CLUSTER=c GROUP=g CLASS_PATH=p TRUST_STORE=t CA_FILE=ca USER=u PASSWORD=p NAMESPACE=n POD=p
                WORKLOAD=deployment/x CLIENT=c SUBJECT=s ISSUER=i AUDIENCE=a RIGHT_CLIENT=r RIGHT_TENANT=r AGENT=a
                SERVICE_ACCOUNT=a TOKEN_FILE=f DNS_NAME=d DISCOVERY=d AUTHORITY_HOST=h AUTHORITY_PORT=1 PROXY_HOST=h
                PROXY_PORT=1 SERVER_NAME=s PROXY_ADDRESS=p RESOURCE=r N= G= JAVA_HOME=j TOKEN_AT=.t SCOPE=s AUTHORITY=a CA_FILE=c
                TENANT=t ACCOUNT=a APP_ROLE=r RIGHT_AUTHORITY=a RESOURCE_ID=r ROLE=r OBJECT_ID=o CONTAINER=c
                HTTP_PROXY_ADDRESS=h:1 VAULT=v
                """);
        GuideTest.PLACES.forEach(
                place -> script.append(place.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
                        .append("=x\n"));
        List<Command> commands = Guide.get().entries().stream()
                .flatMap(entry -> Stream.of(
                                filledWith(value),
                                filledWith(value).fact("httpProxy", true),
                                filledWith(value).fact("socks", true),
                                filledWith(value).fact("outside", true))
                        .flatMap(known -> entry.allCommands(known).stream()))
                .distinct()
                .toList();
        for (Command command : commands) {
            script.append("{ ")
                    .append(command.line())
                    .append("\n} <<< $'x\\nx' || { echo 'FAILED: ")
                    .append(command.does().replace("'", ""));
            script.append("'; exit 1; }\n");
        }

        String said = bash(script + "echo ALL RAN\n");

        assertThat(said).contains("ALL RAN");
        assertThat(said).doesNotContain("FAILED", "has no", "syntax error", "not found");
        assertThat(bin.resolve("ran")).doesNotExist();
        assertThat(commands).hasSizeGreaterThan(50).allSatisfy(command -> {
            assertThat(command.does()).isNotBlank().doesNotEndWith(".");
            assertThat(command.line()).doesNotContain("<namespace>", "<pod>");
        });
    }

    /** Pasted as it stands, before anything was filled in, and answered by tools that find nothing. */
    @Test
    void noCommandWritesAnEmptyOrLiteralValue() throws Exception {
        List<Evidence> known = List.of(
                new Evidence(),
                new Evidence().fact("httpProxy", true),
                new Evidence().fact("outside", true),
                new Evidence().put("pod", "orders-1"),
                filledWith("x").put("given", ""));
        List<String> lines = Guide.get().entries().stream()
                .flatMap(entry -> known.stream().flatMap(by -> entry.allCommands(by).stream()))
                .map(Command::line)
                .distinct()
                .toList();
        for (String tool : List.of("az", "kubectl", "keytool")) {
            script(
                    tool,
                    "#!/bin/sh\n(for word; do printf '\\037%s' \"$word\"; done | sed 's/^/CALL:'${0##*/}' /'; echo) >&2\n");
        }

        String said = bash(
                lines.stream().map(line -> "(\n" + line + "\n) < /dev/null\n").collect(Collectors.joining()));

        assertThat(lines)
                .hasSizeGreaterThan(50)
                .allSatisfy(line -> assertThat(line).doesNotContain("read -p", "read -rp", "read -rsp"));
        assertThat(said.lines()
                        .filter(call -> call.contains("CALL:"))
                        .filter(call -> CHANGES.matcher(call).find()))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.split("\u001f", -1))
                        .allSatisfy(
                                word -> assertThat(word).doesNotContain("$").doesNotMatch("|.*=|.*\"\".*|.*::.*|.*/")));
    }

    @Test
    void theFakeToolsRefuseWhatTheRealOnesDoNotHave() throws Exception {
        assertThat(bash("az identity list --nothing")).contains("az identity list has no --nothing");
        assertThat(bash("kubectl fix everything")).contains("kubectl has no fix everything");
    }

    @Test
    void aCommandThatNeedsTheIdentitysNameFollowsTheOneThatReadsIt() {
        assertThat(Guide.get().entries()).allSatisfy(entry -> {
            boolean read = false;
            for (Command command : entry.allCommands(new Evidence())) {
                read |= command.line().startsWith("read -r N G ");
                assertThat(!command.line().matches(".*\"\\$\\{?N[:\"].*") || read)
                        .as(command.line())
                        .isTrue();
            }
        });
    }

    private static Evidence filledWith(String value) {
        Evidence known = new Evidence();
        for (String place : GuideTest.PLACES) {
            known.put(place, value);
        }
        return new Pod("orders-7c9d8f6b5d-x2k4p")
                .tell(known.putAuthority(URI.create("https://login.microsoftonline.com")));
    }

    private String bash(String script) throws Exception {
        Path file = Files.writeString(bin.resolve("script"), script);
        ProcessBuilder process = new ProcessBuilder("/bin/bash", file.toString())
                .directory(bin.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        process.environment().put("PATH", bin + ":/usr/bin:/bin");
        process.environment().put("OPTIONS", bin.resolve("options.txt").toString());
        Process running = process.start();
        String said = new String(running.getInputStream().readAllBytes(), UTF_8);
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private void script(String name, String content) throws IOException {
        assertThat(Files.writeString(bin.resolve(name), content).toFile().setExecutable(true))
                .isTrue();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(CommandsTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
