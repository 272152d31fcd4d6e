package eu.twintown.store.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The settings of the embedded server: durable, small when idle, reachable from this machine only. */
final class ServerSettings {
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            // No replicas of an embedded server: less log for the same durability.
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_connections=64",
            "shared_buffers=64MB",
            "work_mem=8MB",
            "maintenance_work_mem=64MB",
            "max_wal_size=512MB",
            "checkpoint_completion_target=0.9",
            // Reads and writes by the backends themselves, so no worker processes that sit idle.
            "max_worker_processes=2",
            "max_parallel_workers_per_gather=0",
            "autovacuum_max_workers=2",
            "jit=off",
            "random_page_cost=1.1",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_min_messages=warning",
            "log_checkpoints=off",
            "log_line_prefix=%m [%p] ");

    private ServerSettings() {}

    static List<String> command(Path home, Path data, int port, ServerProcesses processes) {
        List<String> words = new ArrayList<>();
        words.add(home.resolve("bin/postgres").toString());
        words.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        words.addAll(List.of("-c", "cluster_name=" + processes.clusterName()));
        for (String setting : SETTINGS) {
            words.addAll(List.of("-c", setting));
        }
        if (Integer.parseInt(PostgresBinaries.majorVersion()) >= 18) {
            words.addAll(List.of("-c", "io_method=sync"));
        }
        return words;
    }
}
