package io.github.wicredential.azure.internal.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where programs are found and how they are started.
 *
 * <p>A program is looked for in the absolute directories of the PATH only, and runs in a directory that ordinary users
 * cannot write to, so that nothing lying about in the current directory is started in its place.
 *
 * @param windows whether this is Windows
 * @param path the value of PATH
 * @param systemRoot the Windows directory
 */
public record Platform(boolean windows, String path, String systemRoot) {

    private static final List<String> WINDOWS_ENDINGS = List.of(".exe", ".cmd", ".bat");

    /**
     * This platform.
     *
     * @param variables looks up PATH; what it does not know is looked up in the process's environment
     * @return the platform
     */
    public static Platform current(Function<String, @Nullable String> variables) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return new Platform(windows, value(variables, "PATH", ""), value(variables, "SystemRoot", "C:\\Windows"));
    }

    private static String value(Function<String, @Nullable String> variables, String name, String otherwise) {
        String given = variables.apply(name);
        String known = given == null || given.isBlank() ? System.getenv(name) : given;
        return known == null || known.isBlank() ? otherwise : known;
    }

    Optional<Path> find(String program) {
        List<String> names = windows
                ? WINDOWS_ENDINGS.stream().map(ending -> program + ending).toList()
                : List.of(program);
        return Arrays.stream(path.split(Pattern.quote(windows ? ";" : File.pathSeparator)))
                .flatMap(directory -> names.stream().flatMap(name -> program(directory, name).stream()))
                .findFirst();
    }

    private static Optional<Path> program(String directory, String name) {
        try {
            Path path = Path.of(directory.strip(), name);
            boolean runs = path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path);
            return runs ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The words to start a process with. A batch file of Windows needs the command interpreter, which gets the bare name
     * and arguments without any character that it would read as its own.
     */
    List<String> command(Path program, List<String> arguments) {
        List<String> words = new ArrayList<>();
        String file = String.valueOf(program.getFileName());
        if (windows && !file.toLowerCase(Locale.ROOT).endsWith(".exe")) {
            words.add(systemRoot + "\\system32\\cmd.exe");
            words.add("/c");
            words.add(file);
        } else {
            words.add(program.toString());
        }
        words.addAll(arguments);
        return List.copyOf(words);
    }

    File workingDirectory() {
        return new File(windows ? systemRoot + "\\system32" : "/");
    }

    File nothing() {
        return new File(windows ? "NUL" : "/dev/null");
    }
}
