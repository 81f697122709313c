package io.github.wicredential.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The story that {@code mvn -q -Pquickstart} tells. */
class QuickstartTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Quickstart quickstart = story(Quickstart.scenes());

    @Test
    void theWholeStoryIsTrue() throws IOException {
        assertThat(quickstart.run("all")).as(story()).isZero();

        assertThat(story().lines().filter(line -> line.matches("[1-6]\\. .*")))
                .extracting(line -> line.substring(0, 2))
                .containsExactly("1.", "2.", "3.", "4.", "5.", "6.");
        assertThat(story())
                .containsPattern("AZURE_CLIENT_ID\\s+[0-9a-f-]{36}\\R")
                .containsPattern("AZURE_FEDERATED_TOKEN_FILE\\s+/")
                .containsPattern("payments-db-password\\s+plum-anchor-47-violet\\R")
                .containsPattern("token expires\\s+20[0-9-]+T[0-9:]+Z, in (59|60) min")
                .containsPattern("calls\\s+100,000\\R")
                .containsPattern("requests Entra saw\\s+1, since the start\\R")
                .containsPattern("refresh took\\s+[0-9]+ ms, in the background\\R")
                .containsPattern("assertion sent\\s+the new one\\R")
                .containsPattern("callers that waited\\s+0\\R")
                .containsPattern("refresh failed with\\s+HTTP 503, tried again [0-9]+ ms later\\R")
                .containsPattern("secrets read meanwhile\\s+[0-9]+, none failed\\R")
                .contains("Entra is back")
                .contains("AADSTS700213")
                .contains("system:serviceaccount:shop:payments-v2")
                .containsPattern("Done in [0-9.]+ s");
        assertThat(shown("README.md"))
                .isEqualTo(shown("docs/start/1-five-minutes.md"))
                .allSatisfy(line -> assertThat(story().lines().map(QuickstartTest::comparable))
                        .contains(comparable(line)));
        assertThat(story()).as("no token and no assertion is printed").doesNotContain("eyJ");
        assertThat(story().lines()).as("fits a terminal").allMatch(line -> line.length() <= 110);
    }

    @ParameterizedTest
    @CsvSource({"secret, 2., plum-anchor-47-violet", "cost, 3., '100,000'", "mismatch, 6., AADSTS700213"})
    void oneSceneIsPlayedAloneAfterTheFirst(String scenario, String number, String outcome) {
        assertThat(quickstart.run(scenario)).as(story()).isZero();

        assertThat(story().lines().filter(line -> line.matches("[1-6]\\. .*")))
                .extracting(line -> line.substring(0, 2))
                .containsExactly("1.", number);
        assertThat(story()).contains(outcome);
    }

    @Test
    void anUnknownScenarioIsAnsweredWithTheKnownOnes() {
        assertThat(quickstart.run("secrets")).isEqualTo(2);

        assertThat(story().strip())
                .isEqualTo("There is no scenario 'secrets'. Choose one of secret, cost, rotation, outage, mismatch or"
                        + " all.");
    }

    @Test
    void aSceneThatFailsIsNamedAndEndsTheStory() {
        Scene failing = scene((azure, narrator) -> SceneFailedException.unless(false, "the vault is empty"));
        Scene never = scene((azure, narrator) -> narrator.say("goes on"));

        assertThat(story(sequence(failing, never)).run("all")).isEqualTo(1);

        assertThat(story()).contains("Scene 2 failed: the vault is empty.").doesNotContain("goes on");
    }

    @Test
    void aSceneThatThrowsIsNamedToo() {
        Scene throwing = scene((azure, narrator) -> {
            throw new IllegalStateException("no route to host");
        });

        assertThat(story(Map.of("throws", throwing)).run("throws")).isEqualTo(1);

        assertThat(story()).contains("Scene 2 failed:").contains("IllegalStateException: no route to host");
    }

    private Quickstart story(Map<String, Scene> scenes) {
        return new Quickstart(new PrintStream(printed, true, StandardCharsets.UTF_8), scenes);
    }

    private static Map<String, Scene> sequence(Scene first, Scene second) {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("first", first);
        scenes.put("second", second);
        return scenes;
    }

    private static Scene scene(Play play) {
        return new Scene() {
            @Override
            public String title() {
                return "A scene of the test";
            }

            @Override
            public void play(LocalAzure azure, Narrator narrator) throws SceneFailedException {
                play.play(azure, narrator);
            }
        };
    }

    private interface Play {
        void play(LocalAzure azure, Narrator narrator) throws SceneFailedException;
    }

    /** What a page shows of the story. */
    private static List<String> shown(String page) throws IOException {
        Matcher block = Pattern.compile("(?s)\n```\n(2\\. .*?)```").matcher(Files.readString(Path.of("../..", page)));
        assertThat(block.find()).as(page).isTrue();
        return block.group(1).lines().toList();
    }

    /** Each story has another client, and reads another number of secrets during the outage. */
    private static String comparable(String line) {
        return line.replaceAll("[0-9]+, none failed", "N, none failed").replaceAll("[0-9a-f-]{36}", "CLIENT");
    }

    private String story() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
