package io.github.wicredential.internal.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.AssertionSource;
import io.github.wicredential.internal.files.Permissions;
import io.github.wicredential.internal.guide.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectedTokenFileTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String FRESH = TestJwt.endingAt(NOW.getEpochSecond() + 3600);

    @TempDir
    Path dir;

    @Test
    void returnsTheContentWithoutWhiteSpaceAround() throws Exception {
        assertThat(source(file("\n " + FRESH + " \r\n")).assertion().value()).isEqualTo(FRESH);
    }

    @Test
    void readsTheFileOnEveryCall() throws Exception {
        Path file = file(FRESH);
        ProjectedTokenFile source = source(file);
        source.assertion();
        String next = TestJwt.endingAt(NOW.getEpochSecond() + 7200);
        Files.writeString(file, next);

        assertThat(source.assertion().value()).isEqualTo(next);
    }

    @Test
    void followsTheKubeletsSymlinkSwap() throws Exception {
        Path first = Files.createDirectory(dir.resolve("..2026_03_01_1"));
        Path second = Files.createDirectory(dir.resolve("..2026_03_01_2"));
        String next = TestJwt.endingAt(NOW.getEpochSecond() + 7200);
        Files.writeString(first.resolve("token"), FRESH);
        Files.writeString(second.resolve("token"), next);
        Path data = Files.createSymbolicLink(dir.resolve("..data"), first);
        ProjectedTokenFile source = source(Files.createSymbolicLink(dir.resolve("token"), data.resolve("token")));
        assertThat(source.assertion().value()).isEqualTo(FRESH);

        Files.delete(data);
        Files.createSymbolicLink(data, second);

        assertThat(source.assertion().value()).isEqualTo(next);
    }

    @Test
    void tellsAMissingVolumeFromAMissingFile() {
        AssertionException noDirectory = failure(dir.resolve("no/token"));
        AssertionException noFile = failure(dir.resolve("token"));

        assertThat(noDirectory.reason()).isEqualTo(Reason.MISSING);
        assertThat(noDirectory.path()).contains(dir.resolve("no/token"));
        assertThat(noDirectory)
                .hasMessageStartingWith(
                        "The token file " + dir.resolve("no/token")
                                + " does not exist, nor does its directory.\n  Most likely: the volume is not mounted in this container")
                .hasMessageContainingAll(
                        "\"azure.workload.identity/use\":\"true\"", "kubectl patch", "skip-containers");
        assertThat(noFile.reason()).isEqualTo(Reason.MISSING);
        assertThat(noFile)
                .hasMessageContainingAll(
                        "does not exist, though its directory does.",
                        "AZURE_FEDERATED_TOKEN_FILE",
                        "kubectl describe pod")
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({"'', ' is empty.\n'", "' \n\t', ' holds only white space (3 bytes).\n'"})
    void refusesAnEmptyFile(String content, String said) throws Exception {
        AssertionException failure = failure(file(content));

        assertThat(failure.reason()).isEqualTo(Reason.EMPTY);
        assertThat(failure).hasMessageContainingAll("The token file " + dir, said, "kubectl describe pod");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesAPipeWithoutWaitingForAWriter() throws Exception {
        Path pipe = dir.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        Path link = Files.createSymbolicLink(dir.resolve("link"), pipe);

        for (Path path : List.of(pipe, link, Path.of("/dev/zero"))) {
            AssertionException failure = failure(path);

            assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "The token file " + path + " is a pipe, socket or device, which is never opened");
        }
    }

    @Test
    void saysThatTooManyFilesAreOpen() {
        AssertionException failure = failure(fake(new FileSystemException("/wi/token", null, "Too many open files")));

        assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(failure)
                .hasMessageStartingWith(
                        "The token file /wi/token could not be opened, because this process has too many open files.")
                .hasMessageContaining("ulimit -n");
    }

    @Test
    void refusesADirectory() {
        AssertionException failure = failure(dir);

        assertThat(failure.reason()).isEqualTo(Reason.DIRECTORY);
        assertThat(failure)
                .hasMessageStartingWith(
                        "The token file " + dir + " is a directory.\n  Usually: the variable names the mount "
                                + "instead of the file in it, usually azure-identity-token.\n");
    }

    @Test
    void saysWhatToCompareWhenTheFileMayNotBeRead() {
        AssertionException failure = failure(fake(new AccessDeniedException("token")));

        assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(failure)
                .hasMessageStartingWith("The token file /wi/token may not be read by this process.")
                .hasMessageContainingAll("sh -c 'id; ls -lnL \"$1\"' - /wi/token", "securityContext", "fsGroup")
                .hasCauseInstanceOf(AccessDeniedException.class);
    }

    @Test
    void saysWhomAFileIsForThatMayNotBeRead() throws Exception {
        Path file = file("x");
        Files.setPosixFilePermissions(file, Set.of());
        Permissions known = Permissions.of(file).orElseThrow();
        ProjectedTokenFile denied = new ProjectedTokenFile(
                file, InstantSource.fixed(NOW), fake(new AccessDeniedException("token")), Pod::here);

        assertThat(failure(denied::assertion))
                .hasMessageContainingAll(
                        "Most likely: the file is for user " + known.owner() + " and group " + known.group()
                                + " (mode 0000), and this process runs as user " + known.user() + " and group "
                                + known.groups().get(0) + ": ",
                        "\"fsGroup\":" + known.groups().get(0));
    }

    @Test
    void reportsAnyOtherReadError() {
        AssertionException failure = failure(fake(new IOException("Input/output error")));

        assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(failure)
                .hasMessageStartingWith("The token file /wi/token could not be read (IOException).\n  See the cause")
                .hasRootCauseMessage("Input/output error");
    }

    @Test
    void refusesMoreThan64KiB() throws Exception {
        AssertionException failure = failure(file("e".repeat(64 * 1024 + 1)));

        assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(failure)
                .hasMessageContainingAll(
                        "holds more than 64 KiB, so it is no service-account token.", "AZURE_FEDERATED_TOKEN_FILE-");
    }

    @Test
    void acceptsExactly64KiB() throws Exception {
        String padded = FRESH + " ".repeat(64 * 1024 - FRESH.length());

        assertThat(source(file(padded)).assertion().value()).isEqualTo(FRESH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"eyJh.eyJi.c2ln\" | is in quotation marks. | grep -aom1",
                "Bearer eyJh.eyJi.c2ln | begins with 'Bearer ' | grep -aom1",
                "{\"status\":{\"token\":\"x\"}} | is JSON | AZURE_FEDERATED_TOKEN_FILE-",
                "-----BEGIN CERTIFICATE----- | is a PEM certificate or key. | AZURE_FEDERATED_TOKEN_FILE-",
                "<html></html> | is HTML or XML. | AZURE_FEDERATED_TOKEN_FILE-",
                "/var/run/secrets/azure/wi/token | looks like the path of a file | AZURE_FEDERATED_TOKEN_FILE-",
                "C:\\wi\\token | looks like the path of a file | AZURE_FEDERATED_TOKEN_FILE-",
                "11111111-2222-3333-4444-555555555555 | is a single id | AZURE_FEDERATED_TOKEN_FILE-",
                "eyJh.eyJi. c2ln | has white space or line breaks inside. | head -c 3",
                "ZXlKaC5leUppLmMybG4= | is a JWT in base64 | base64 -d",
                "{\"kind\":\"TokenRequest\",\"status\":{\"token\":\"eyJh.eyJi.c2ln\"}} | is JSON | jq -j .status.token",
                "{\"access_token\":\"eyJh.eyJi.c2ln\"} | is JSON | jq -j .access_token",
                "secret-text | has 1 part between dots, not three. | head -c 3",
                "eyJh.eyJi | has 2 parts between dots, not three. | head -c 3",
                "a.b.c.d.e | has five parts like an encrypted token | head -c 3",
                "eyJh.eyJi. | is not signed: its third part is empty. | head -c 3",
                "eyJh.eyJi.c2l+n | one of them is not base64url. | head -c 3",
                "c2VjcmV0.eyJi.c2ln | the first, the header, is not JSON. | head -c 3",
                "e30.c2VjcmV0.c2ln | the second, the claims, is not JSON. | head -c 3",
                "a.b.c | the first, the header, is not JSON. | head -c 3",
                "\uFEFFeyJh.eyJi.c2ln | begins with a byte order mark | grep -aom1",
                "\uFFFD\uFFFDe\0y\0J\0 | holds zero bytes, perhaps as UTF-16 | head -c 3"
            })
    void saysWhatIsInTheFileInsteadOfAJwtWithoutShowingIt(String content, String what, String command)
            throws Exception {
        AssertionException failure = failure(file(content));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_A_JWT);
        assertThat(failure)
                .hasMessageStartingWith("The token file " + dir.resolve("token") + " does not hold a JWT: the content ")
                .hasMessageContainingAll(what, command)
                .message()
                .doesNotContain(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"exp\":1000}", "{\"exp\":\"1000\"}"})
    void sendsATokenThatEndedLongAgoByTheLocalClockAfterASecondReadingGaveNoOther(String claims) throws Exception {
        AtomicInteger reads = new AtomicInteger();
        String ended = TestJwt.of(claims);
        TokenFileReader.Bytes frozen = (path, most) -> {
            reads.incrementAndGet();
            return ended.getBytes(StandardCharsets.UTF_8);
        };

        assertThat(source(frozen).assertion().value()).isEqualTo(ended);
        assertThat(reads).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -1, 0, 10})
    void sendsATokenThatIsAboutToEndOrHasJustEnded(long seconds) throws Exception {
        String token = TestJwt.endingAt(NOW.getEpochSecond() + seconds);

        assertThat(source(file(token)).assertion().value()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"exp\":\"never\"}", "{\"exp\":-1}", "{\"exp\":999999999999999999}"})
    void sendsATokenWhoseEndCannotBeRead(String claims) throws Exception {
        String token = TestJwt.of(claims);

        assertThat(source(file(token)).assertion().value()).isEqualTo(token);
    }

    @Test
    void survivesAFileThatIsReplacedWhileItIsRead() throws Exception {
        String old = TestJwt.endingAt(NOW.getEpochSecond() - 3600);

        assertThat(source(contents(FRESH.substring(0, 20), FRESH)).assertion().value())
                .isEqualTo(FRESH);
        assertThat(source(contents("", FRESH)).assertion().value()).isEqualTo(FRESH);
        assertThat(source(contents(old, FRESH)).assertion().value()).isEqualTo(FRESH);
        assertThat(source(gone(FRESH)).assertion().value()).isEqualTo(FRESH);
    }

    @Test
    void readsOnceMoreOnly() {
        AtomicInteger reads = new AtomicInteger();
        TokenFileReader.Bytes empty = (path, most) -> {
            reads.incrementAndGet();
            return new byte[0];
        };

        assertThat(failure(empty).reason()).isEqualTo(Reason.EMPTY);
        assertThat(reads).hasValue(2);
    }

    @Test
    void givesTheTextOfAnOwnSource() throws Exception {
        assertThat(checked(() -> " " + FRESH + "\n").get().value()).isEqualTo(FRESH);
    }

    @Test
    void reportsAnOwnSourceThatFails() {
        AssertionException thrown = failure(checked(() -> {
            throw new IOException("vault sealed");
        }));
        AssertionException broken = failure(checked(() -> {
            throw new IllegalStateException("secret");
        }));

        assertThat(thrown.reason()).isEqualTo(Reason.SOURCE_FAILED);
        assertThat(thrown.path()).isEmpty();
        assertThat(thrown)
                .hasMessageStartingWith(
                        "The application's assertion source threw java.io.IOException, so nothing was sent.")
                .hasRootCauseMessage("vault sealed");
        assertThat(broken.reason()).isEqualTo(Reason.SOURCE_FAILED);
        assertThat(broken).hasMessageContaining("threw java.lang.IllegalStateException");
        assertThat(broken.getMessage()).doesNotContain("secret");
    }

    @Test
    @SuppressWarnings("NullAway") // what an application without null checks may do
    void reportsAnOwnSourceThatReturnsNull() {
        AssertionException failure = failure(checked(() -> null));

        assertThat(failure.reason()).isEqualTo(Reason.SOURCE_FAILED);
        assertThat(failure).hasMessageContaining("The application's assertion source returned null");
    }

    @Test
    void passesOnAnAssertionExceptionOfAnOwnSource() {
        AssertionException own = new AssertionException(Reason.MISSING, null, "mine", null);

        assertThat(failure(checked(() -> {
                    throw own;
                })))
                .isSameAs(own);
    }

    @Test
    void checksTheTextOfAnOwnSource() {
        assertThat(failure(checked(() -> ""))).hasMessageContaining("assertion source returned an empty text.");
        assertThat(failure(checked(() -> "'" + FRESH + "'")))
                .hasMessageContaining("assertion source returned no JWT: it is in quotation marks.");
    }

    @Test
    void asksAnOwnSourceOnceMoreOnlyForAnEndedToken() throws Exception {
        Deque<String> texts = new ArrayDeque<>(List.of(TestJwt.endingAt(0), FRESH));

        assertThat(checked(texts::remove).get().value()).isEqualTo(FRESH);
        assertThat(checked(() -> TestJwt.endingAt(0)).get().value()).isEqualTo(TestJwt.endingAt(0));
        assertThat(failure(checked(new ArrayDeque<>(List.of("", FRESH))::remove))
                        .reason())
                .isEqualTo(Reason.EMPTY);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(dir.resolve("token"), content);
    }

    private static ProjectedTokenFile source(Path path) {
        return new ProjectedTokenFile(path, InstantSource.fixed(NOW));
    }

    private static ProjectedTokenFile source(TokenFileReader.Bytes bytes) {
        return new ProjectedTokenFile(Path.of("/wi/token"), InstantSource.fixed(NOW), bytes, Pod::here);
    }

    private static Supplier<ClientAssertion> checked(AssertionSource own) {
        return ProjectedTokenFile.checking(own, InstantSource.fixed(NOW));
    }

    private static TokenFileReader.Bytes fake(IOException failure) {
        return (path, most) -> {
            throw failure;
        };
    }

    private static TokenFileReader.Bytes contents(String... contents) {
        Deque<String> next = new ArrayDeque<>(List.of(contents));
        return (path, most) -> next.remove().getBytes(StandardCharsets.UTF_8);
    }

    private static TokenFileReader.Bytes gone(String then) {
        Deque<String> next = new ArrayDeque<>(List.of("", then));
        return (path, most) -> {
            String content = next.remove();
            if (content.isEmpty()) {
                throw new NoSuchFileException("token");
            }
            return content.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static AssertionException failure(Path path) {
        return failure(source(path)::assertion);
    }

    private static AssertionException failure(TokenFileReader.Bytes bytes) {
        return failure(source(bytes)::assertion);
    }

    private static AssertionException failure(Supplier<ClientAssertion> assertions) {
        return catchThrowableOfType(AssertionException.class, assertions::get);
    }
}
