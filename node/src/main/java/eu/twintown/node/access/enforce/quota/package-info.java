/** Numbers of uses that never exceed a limit, over all processes on one database. */
@NullMarked
package eu.twintown.node.access.enforce.quota;

import org.jspecify.annotations.NullMarked;
