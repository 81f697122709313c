package io.github.wicredential.benchmarks;

import io.github.wicredential.benchmarks.cached.CachedCalls;
import io.github.wicredential.benchmarks.coldstart.ColdStart;
import io.github.wicredential.benchmarks.report.Page;
import io.github.wicredential.benchmarks.report.Pictures;
import io.github.wicredential.benchmarks.report.Rows;
import io.github.wicredential.benchmarks.report.Table;
import io.github.wicredential.benchmarks.scenario.Figures;
import io.github.wicredential.benchmarks.scenario.Scenario;
import io.github.wicredential.benchmarks.subject.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.runner.RunnerException;

/** Measures this library and its peers in one run, and writes a table and two pictures. */
public final class Benchmarks {

    private static final List<Library> ALL = List.of(Library.AZURE, Library.IDENTITY, Library.DEFAULT, Library.MSAL);
    private static final List<Library> WITHOUT_CHAIN = List.of(Library.AZURE, Library.IDENTITY, Library.MSAL);

    private final Effort effort;
    private final Path directory;
    private final Forks forks;
    private final Figures figures = new Figures();
    private final List<String> notes = new ArrayList<>();

    private Benchmarks(String mode, Path directory) {
        this.effort = Effort.of(mode);
        this.directory = directory;
        this.forks = new Forks(mode, directory);
    }

    /**
     * Runs everything.
     *
     * @param args mode, directory to write to, whether to copy table and pictures to the documents, and where those are
     * @throws Exception if the run cannot be made; a bar that is not met is not one
     */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        Files.createDirectories(directory);
        Benchmarks run = new Benchmarks(args[0], directory);
        run.measure();
        run.write(args[0]);
        if (Boolean.parseBoolean(args[2])) {
            copy(directory, Path.of(args[3]));
        }
    }

    private void measure() throws IOException, InterruptedException, ExecutionException {
        figures.count("scopes", effort.scopes());
        coldStart();
        median(Scenario.ONE_SCOPE, ALL);
        median(Scenario.FIFTY_SCOPES, ALL);
        together(Scenario.REFRESH_IN, ALL);
        figures.put("REFRESH_IN.asked", effort.refreshIn().toMillis() / 1e3);
        single(Scenario.TIMELINE, WITHOUT_CHAIN);
        single(Scenario.OUTAGES, WITHOUT_CHAIN);
        single(Scenario.CROWD, ALL);
        single(Scenario.MEMORY, List.of(Library.CORE, Library.IDENTITY, Library.MSAL));
        say("calls of nanoseconds, with JMH");
        try {
            figures.putAll(
                    "jmh.", CachedCalls.run(effort, directory.resolve("jmh").toString()));
        } catch (RunnerException e) {
            notes.add("JMH could not run: " + e.getMessage());
        }
    }

    private void coldStart() {
        say("cold starts");
        try {
            figures.putAll("COLD.", ColdStart.run(effort.coldStarts()));
        } catch (IOException e) {
            notes.add("Cold starts are not measured, for the local authority at port 443 failed: " + e.getMessage());
        }
    }

    private void single(Scenario scenario, List<Library> libraries) throws IOException, InterruptedException {
        for (Library library : libraries) {
            say(scenario + " " + library.label());
            Path points = scenario == Scenario.TIMELINE ? points(library) : null;
            figures.putAll(scenario + "." + library + ".", forks.play(scenario, library, points));
        }
    }

    /** At the same time, for a scenario in which nothing happens most of the time. */
    private void together(Scenario scenario, List<Library> libraries) throws InterruptedException, ExecutionException {
        say(scenario + " of all");
        ExecutorService players = Executors.newFixedThreadPool(libraries.size());
        try {
            Map<Library, Future<Figures>> runs = new EnumMap<>(Library.class);
            for (Library library : libraries) {
                runs.put(library, players.submit(() -> forks.play(scenario, library, null)));
            }
            for (Map.Entry<Library, Future<Figures>> run : runs.entrySet()) {
                figures.putAll(
                        scenario + "." + run.getKey() + ".", run.getValue().get());
            }
        } finally {
            players.shutdownNow();
        }
    }

    private void median(Scenario scenario, List<Library> libraries) throws IOException, InterruptedException {
        for (Library library : libraries) {
            say(scenario + " " + library.label());
            List<Figures> runs = new ArrayList<>();
            for (int i = 0; i < effort.repeats(); i++) {
                runs.add(forks.play(scenario, library, null));
            }
            figures.putAll(scenario + "." + library + ".", Figures.median(runs));
        }
    }

    private Path points(Library library) {
        return directory.resolve("timeline-" + library + ".csv");
    }

    private void write(String mode) throws IOException {
        Files.writeString(directory.resolve("figures.txt"), figures.text() + "\n");
        Pictures pictures = new Pictures(directory);
        pictures.latency(effort.timeline(), points(Library.AZURE), points(Library.IDENTITY));
        pictures.cost(figures);
        List<String> surroundings = List.of(
                "Date: " + LocalDate.now(ZoneOffset.UTC),
                "JVM: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                "Machine: " + Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name")
                        + " " + System.getProperty("os.arch"),
                "Mode: " + mode);
        String table = Table.markdown(surroundings, Rows.of(figures), notes);
        Files.writeString(directory.resolve("results.md"), table);
        System.out.println(table);
    }

    private static void copy(Path from, Path docs) throws IOException {
        Path pictures = docs.resolve("explanation/performance");
        Files.createDirectories(pictures);
        for (String name : List.of(Pictures.LATENCY, Pictures.COST)) {
            Files.copy(from.resolve(name), pictures.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Path page = docs.resolve("explanation/performance.md");
        Files.writeString(page, Page.with(Files.readString(page), Files.readString(from.resolve("results.md"))));
    }

    private static void say(String what) {
        System.out.println("… " + what);
    }
}
