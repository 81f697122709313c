package io.github.wicredential.benchmarks.cached;

import io.github.wicredential.benchmarks.Effort;
import io.github.wicredential.benchmarks.scenario.Figures;
import io.github.wicredential.benchmarks.scenario.Scenario;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH cases and takes their medians. */
public final class CachedCalls {

    private static final int MEDIAN = 50;

    private CachedCalls() {}

    /**
     * Runs all cases, with one thread each, and those of Azure's interface and MSAL4J with a crowd too.
     *
     * @param effort how much
     * @param output where JMH writes
     * @return for each case, such as {@code AzureCall.block.IDENTITY}, ns and bytes; with {@code .16} for the crowd
     * @throws RunnerException if JMH cannot run
     */
    public static Figures run(Effort effort, String output) throws RunnerException {
        Figures figures = new Figures();
        String all = "\\." + CachedCalls.class.getPackageName().replaceFirst(".*\\.", "") + "\\.";
        collect(
                figures,
                "",
                new Runner(options(effort, output + "-1.txt").include(all).build()).run());
        collect(
                figures,
                "." + Scenario.CROWD_SIZE,
                new Runner(options(effort, output + "-" + Scenario.CROWD_SIZE + ".txt")
                                .include("AzureCall\\.sameContext")
                                .include("MsalCall")
                                .threads(Scenario.CROWD_SIZE)
                                .build())
                        .run());
        return figures;
    }

    private static ChainedOptionsBuilder options(Effort effort, String output) {
        TimeValue time = TimeValue.milliseconds(effort.iteration().toMillis());
        return new OptionsBuilder()
                .forks(effort.forks())
                .warmupIterations(effort.warmups())
                .warmupTime(time)
                .measurementIterations(effort.iterations())
                .measurementTime(time)
                .param("count", "1", Integer.toString(effort.scopes()))
                .param("full", Integer.toString(effort.scopes()))
                .addProfiler(GCProfiler.class)
                .output(output);
    }

    private static void collect(Figures figures, String suffix, Collection<RunResult> results) {
        for (RunResult result : results) {
            String name = name(result) + suffix;
            figures.put(name + ".ns", result.getPrimaryResult().getStatistics().getPercentile(MEDIAN));
            result.getSecondaryResults().forEach((key, other) -> {
                if (key.endsWith("gc.alloc.rate.norm")) {
                    figures.put(name + ".bytes", other.getStatistics().getPercentile(MEDIAN));
                }
            });
        }
    }

    private static String name(RunResult result) {
        String[] path = result.getParams().getBenchmark().split("\\.", -1);
        Map<String, String> params = new TreeMap<>();
        for (String key : result.getParams().getParamsKeys()) {
            params.put(key, result.getParams().getParam(key));
        }
        String values = params.values().stream().map(v -> "." + v).collect(Collectors.joining());
        return path[path.length - 2] + "." + path[path.length - 1] + values;
    }
}
