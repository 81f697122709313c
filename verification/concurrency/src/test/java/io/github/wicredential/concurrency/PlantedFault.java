package io.github.wicredential.concurrency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A fault that the engine once had, put back into a copy of its sources. */
record PlantedFault(String name, String description, Map<String, String> sources) {

    private static final Path CORE = Path.of("../../wi-credential-core/src/main/java");

    /**
     * Reads what it is: a line that describes it, then for each change {@code @@} and a file, the lines that are there,
     * {@code ==}, and the lines in place of them.
     */
    static PlantedFault read(String name) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/planted", name + ".txt"));
        String[] parts = text.split("@@ ", -1);
        Map<String, String> sources = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            String file = parts[i].substring(0, end);
            String[] change = parts[i].substring(end + 1).split("==\n", -1);
            String source = sources.containsKey(file) ? sources.get(file) : Files.readString(CORE.resolve(file));
            int at = source.indexOf(change[0]);
            if (at < 0 || source.indexOf(change[0], at + 1) >= 0) {
                throw new IllegalStateException(name + ": " + file + " does not have once:\n" + change[0]);
            }
            sources.put(file, source.replace(change[0], change[1]));
        }
        return new PlantedFault(name, parts[0].substring(2).strip(), sources);
    }

    /** The class path with the fault in front. */
    String classPath(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = directory.resolve("sources").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        Path classes = Files.createDirectories(directory.resolve("classes"));
        String path = System.getProperty("java.class.path");
        try (StandardJavaFileManager manager =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            boolean compiled = ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            null,
                            manager,
                            null,
                            List.of("-cp", path, "-d", classes.toString(), "--release", "17", "-proc:none", "-nowarn"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(name + " does not compile");
            }
        }
        return classes + System.getProperty("path.separator") + path;
    }
}
