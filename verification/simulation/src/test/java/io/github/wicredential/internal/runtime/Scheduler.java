package io.github.wicredential.internal.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which exactly one runs at a time, in an order that a seed decides, on clocks that move only when nobody
 * can run. The same seed gives the same steps.
 *
 * <p>The engine's threads, the callers and the application's own code are such threads. A step is what one of them does
 * between two looks at a clock or two calls of the runtime. The baton is handed from thread to thread, so a wait
 * costs no thread its turn.
 */
public final class Scheduler implements Clocks {

    private static final boolean LOGGED = Boolean.getBoolean("simulation.log");
    private static final long LONGEST_STALL = TimeUnit.MILLISECONDS.toNanos(50);

    /** All chance of a simulation. */
    public final SplittableRandom random;

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<SimulatedThread> threads = new ArrayList<>();
    private final List<SimulatedThread> ready = new ArrayList<>();

    // Threads whose simulation is over, the ones used last first.
    private static final Deque<SimulatedThread> IDLE = new ConcurrentLinkedDeque<>();

    // Within a simulation a thread that has ended lives again only after so many others, when nobody knows it any more.
    private static final int REST = 32;

    private final Deque<SimulatedThread> ended = new ArrayDeque<>();
    private final List<SimulatedThread> made = new ArrayList<>();

    // How often in a thousand a step ends where it may, and how often the thread then stalls.
    private final int switches;
    private final int stalls;

    private volatile @Nullable SimulatedThread running;
    private volatile @Nullable Throwable failure;
    private volatile boolean stopped;
    private long nanos = TimeUnit.HOURS.toNanos(1);
    private long wallAheadMillis = 1_790_000_000_000L;
    private int quiet;
    private int number;
    private int guards;
    private long steps;
    private long trace = 17;

    /** How long a step may take, in real time. */
    long patienceMillis = 60_000;

    /** What is looked at after each step. */
    Runnable afterStep = () -> {};

    // Faults of the machine.

    /** How often in a thousand memory cannot be obtained. */
    public int heapFull;

    /** Whether no thread can be started. */
    public boolean noThreads;

    /** Whether the next guard thread that looks at a clock dies of it. */
    public boolean killGuard;

    /** When one of those was true for the last time; running time. */
    public long lastTrouble;

    /** A scheduler that is not started. */
    public Scheduler(long seed) {
        random = new SplittableRandom(seed);
        int[] often = {0, 5, 20, 50, 200};
        switches = often[random.nextInt(often.length)];
        stalls = random.nextInt(3) == 0 ? 20 : 0;
    }

    /** Runs the first thread and all that come of it, until none is left or something is wrong. */
    public void run(Runnable first, Runnable check) {
        afterStep = check;
        SimulatedThread main = thread("main", first);
        main.start();
        running = main;
        main.giveTurn();
        if (!goesOnToItsEnd()) {
            StringBuilder all = new StringBuilder("Nothing happens any more; the turn has ").append(running);
            for (SimulatedThread one : threads.toArray(new SimulatedThread[0])) {
                all.append("\n").append(one.label()).append(' ').append(List.of(one.getStackTrace()));
            }
            fail(new AssertionError(all.toString()));
        }
        Throwable wrong = failure;
        if (wrong != null) {
            throw new AssertionError(wrong.getMessage() + " [" + steps + " steps, " + seconds() + "]", wrong);
        }
        made.forEach(IDLE::push);
    }

    /** Whether steps were made until nobody was left; if none is made for a while, somebody holds the turn for ever. */
    private boolean goesOnToItsEnd() {
        try {
            long before;
            do {
                before = steps;
                if (over.await(patienceMillis, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            } while (steps != before);
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a search", e);
        }
    }

    /** One more thread of the application. */
    public SimulatedThread spawn(String name, Runnable body) {
        SimulatedThread made = thread(name + "-" + ++number, body);
        boolean none = noThreads;
        noThreads = false;
        made.start();
        noThreads = none;
        return made;
    }

    private SimulatedThread thread(String name, Runnable body) {
        boolean isGuard = kind(name).equals("guard");
        SimulatedThread.Role role = new SimulatedThread.Role(this, name, lifeOf(body), isGuard);
        if (isGuard) {
            return new SimulatedThread(role);
        }
        boolean rested = ended.size() > REST;
        SimulatedThread again = rested ? ended.remove() : IDLE.poll();
        SimulatedThread thread = again == null ? new SimulatedThread(role) : again;
        thread.become(role);
        if (!rested) {
            made.add(thread);
        }
        return thread;
    }

    private Runnable lifeOf(Runnable body) {
        return () -> {
            SimulatedThread self = (SimulatedThread) Thread.currentThread();
            self.takeInterruptBack();
            try {
                body.run();
            } catch (Throwable broken) {
                if (!self.isGuard()) {
                    fail(new AssertionError(self.label() + " died of " + broken, broken));
                }
            }
            threads.remove(self);
            if (self.isGuard()) {
                guards--;
            } else {
                ended.add(self);
            }
            pass(self, true);
        };
    }

    void begins(SimulatedThread thread) {
        if (noThreads) {
            lastTrouble = nanos;
            throw new OutOfMemoryError("unable to create native thread (simulated)");
        }
        threads.add(thread);
        guards += thread.isGuard() ? 1 : 0;
    }

    /** What is wrong ends the simulation; the first thing counts. */
    public void fail(Throwable wrong) {
        if (failure == null) {
            failure = wrong;
        }
        stopped = true;
        over.countDown();
    }

    /** The name of a thread without its number. */
    private static String kind(String name) {
        int end = name.lastIndexOf('-');
        String kind = end < 0 ? name : name.substring(0, end);
        return kind.substring(kind.lastIndexOf('-') + 1);
    }

    private SimulatedThread self() {
        Thread current = Thread.currentThread();
        if (current != running) {
            fail(new AssertionError("The engine runs on a thread that is none of its own nor a caller's: " + current));
            hang();
        }
        return (SimulatedThread) current;
    }

    private static void hang() {
        while (true) {
            LockSupport.park();
            Thread.interrupted();
        }
    }

    /** The end of a step, if chance wants it. */
    public void mayYield() {
        SimulatedThread self = self();
        if (quiet > 0 || random.nextInt(1000) >= switches) {
            return;
        }
        if (random.nextInt(1000) < stalls) {
            self.stalled = true;
            self.wakeAt = nanos + random.nextLong(LONGEST_STALL);
        }
        pass(self, false);
        self.stalled = false;
    }

    /** Runs what must not be cut in two, since it holds a lock. */
    public <T> T quietly(Supplier<T> code) {
        quiet++;
        try {
            return code.get();
        } finally {
            quiet--;
        }
    }

    /** Somebody else's turn, perhaps. */
    private void pass(SimulatedThread self, boolean done) {
        if (stopped) {
            if (done) {
                return;
            }
            hang();
        }
        steps++;
        try {
            quiet++;
            afterStep.run();
        } catch (Throwable wrong) {
            fail(wrong);
            hang();
        } finally {
            quiet--;
        }
        SimulatedThread next = choose();
        if (next == null) {
            over.countDown();
            return;
        }
        trace = trace * 31 + next.label().hashCode() + nanos;
        if (next != self) {
            running = next;
            if (done) {
                next.giveTurn();
                return;
            }
            self.putInterruptAside();
            next.giveTurn();
            self.awaitTurn();
        }
        self.takeInterruptBack();
    }

    private @Nullable SimulatedThread choose() {
        nanos += random.nextInt(20_000);
        while (true) {
            ready.clear();
            long first = Long.MAX_VALUE;
            for (SimulatedThread one : threads) {
                if (one.ready(nanos)) {
                    ready.add(one);
                } else {
                    first = Math.min(first, one.wakeAt);
                }
            }
            if (!ready.isEmpty()) {
                return ready.get(ready.size() == 1 ? 0 : random.nextInt(ready.size()));
            }
            if (threads.isEmpty()) {
                return null;
            }
            if (first == Long.MAX_VALUE) {
                fail(new AssertionError("All wait for ever: " + threads));
                hang();
            }
            nanos = first;
        }
    }

    /** Waits until something is true, for that long at most; ends early if the thread is interrupted. */
    public boolean await(BooleanSupplier condition, long timeout) {
        SimulatedThread self = self();
        if (quiet > 0) {
            fail(new AssertionError("A thread waits while it holds a lock."));
            hang();
        }
        long end = timeout > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + timeout;
        while (!condition.getAsBoolean() && nanos < end && !self.isInterrupted()) {
            self.parked = true;
            self.until = condition;
            self.wakeAt = end;
            self.permitAside(() -> pass(self, false));
            self.parked = false;
            self.until = null;
        }
        return condition.getAsBoolean();
    }

    /** Sleeps; ends early if the thread is interrupted. */
    public void sleep(long time) {
        boolean unused = await(() -> false, time);
    }

    /** Sleeps whatever interrupts it. */
    public void hangFor(long time) {
        long end = nanos + time;
        boolean interrupted = false;
        while (nanos < end) {
            interrupted |= Thread.interrupted();
            sleep(end - nanos);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void park(Object sleeper, long time) {
        SimulatedThread self = self();
        if (self.permit || self.isInterrupted()) {
            self.permit = false;
            mayYield();
            return;
        }
        self.parked = true;
        self.until = null;
        self.wakeAt = time > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + time;
        pass(self, false);
        self.parked = false;
        self.permit = false;
    }

    @Override
    public void unpark(@Nullable Thread thread) {
        if (thread instanceof SimulatedThread one) {
            one.permit = true;
        }
    }

    @Override
    public ThreadFactory threads(String name) {
        return work -> {
            needMemory();
            return thread(name + "-" + ++number, work);
        };
    }

    @Override
    public long nanos() {
        if (killGuard && running != null && running.isGuard() && !running.dies) {
            running.dies = true;
            lastTrouble = nanos;
            throw new OutOfMemoryError("the guard dies (simulated)");
        }
        return nanos;
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos) + wallAheadMillis;
    }

    /** Where memory is needed it may be missing. */
    public void needMemory() {
        if (heapFull > 0 && random.nextInt(1000) < heapFull) {
            lastTrouble = nanos;
            throw new OutOfMemoryError("Java heap space (simulated)");
        }
    }

    /** Running time, whatever is wrong with the clocks. */
    public long now() {
        return nanos;
    }

    /** The wall clock is set, or the machine sleeps: running time stands still. */
    public void moveWall(long millis) {
        wallAheadMillis += millis;
    }

    /** Says what happens, if somebody wants to read it: {@code -Dsimulation.log=true}. */
    public void log(Supplier<String> what) {
        if (LOGGED) {
            System.out.println(nanos / 1e9 + " " + Thread.currentThread() + ": " + what.get());
        }
    }

    /** How many steps were made. */
    public long steps() {
        return steps;
    }

    /** The same for the same steps. */
    public long trace() {
        return trace;
    }

    /** How many guards there are. */
    public int guards() {
        return guards;
    }

    /** How many threads there are. */
    public int threads() {
        return threads.size();
    }

    /** How many threads of a kind there are. */
    public long count(String kind) {
        return threads.stream().filter(one -> kind(one.label()).equals(kind)).count();
    }

    private String seconds() {
        return TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0 + " s";
    }
}
