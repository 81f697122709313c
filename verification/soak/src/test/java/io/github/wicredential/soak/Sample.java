package io.github.wicredential.soak;

/** What the application was at one time, and what it did since the sample before. */
record Sample(
        long millis,
        double heapMegabytes,
        int threads,
        int descriptors,
        long calls,
        long failed,
        double longestSeconds,
        long expired) {

    static final String HEAD = "millis,heap MB,threads,descriptors,calls,failed,longest s,expired";

    /** Reads the line of a process, but for how many calls failed. */
    static Sample of(String[] line, long failed) {
        return new Sample(
                Long.parseLong(line[1]),
                Long.parseLong(line[2]) / (1024.0 * 1024),
                Integer.parseInt(line[3]),
                Integer.parseInt(line[4]),
                Long.parseLong(line[5]),
                failed,
                Long.parseLong(line[6]) / 1000.0,
                Long.parseLong(line[7]));
    }

    String csv() {
        return String.join(
                ",",
                Long.toString(millis),
                Double.toString(heapMegabytes),
                Integer.toString(threads),
                Integer.toString(descriptors),
                Long.toString(calls),
                Long.toString(failed),
                Double.toString(longestSeconds),
                Long.toString(expired));
    }
}
