package io.github.wicredential.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom a file is for, and who this process is, as Linux numbers them.
 *
 * @param mode of the file, of which the last nine bits count
 * @param groups of the process, its own first
 */
public record Permissions(int owner, int group, int mode, int user, List<Integer> groups) {

    private static final Path SELF = Path.of("/proc/self/status");

    private static final int OWNERS = 0400;
    private static final int GROUPS = 0040;
    private static final int OTHERS = 0004;
    private static final int BITS = 07777;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Empty where that is not told: elsewhere than on Linux, or for a file in a directory that may not be searched. */
    public static Optional<Permissions> of(Path file) {
        try {
            String self = Files.readString(SELF);
            return Optional.of(new Permissions(
                    (int) Files.getAttribute(file, "unix:uid"),
                    (int) Files.getAttribute(file, "unix:gid"),
                    (int) Files.getAttribute(file, "unix:mode"),
                    numbers(self, "Uid").get(1),
                    Stream.concat(Stream.of(numbers(self, "Gid").get(1)), numbers(self, "Groups").stream())
                            .toList()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The number of the user of this process; empty where that is not told. */
    public static OptionalInt ownUser() {
        try {
            return OptionalInt.of(numbers(Files.readString(SELF), "Uid").get(1));
        } catch (IOException | RuntimeException e) {
            return OptionalInt.empty();
        }
    }

    private static List<Integer> numbers(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .flatMap(line -> NUMBER.matcher(line).results())
                .map(number -> Integer.valueOf(number.group()))
                .toList();
    }

    /** Whether they let this process read the file; who is root may be denied that too, without its capabilities. */
    public boolean allow() {
        return (mode & (user == owner ? OWNERS : groups.contains(group) ? GROUPS : OTHERS)) != 0;
    }

    /** The mode as {@code chmod} takes it. */
    public String octal() {
        return String.format(Locale.ROOT, "%04o", mode & BITS);
    }
}
