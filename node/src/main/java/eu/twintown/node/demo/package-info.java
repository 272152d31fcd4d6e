/** The demo: two cities' nodes as processes of their own, fed by a recorded week of real data. */
@NullMarked
package eu.twintown.node.demo;

import org.jspecify.annotations.NullMarked;
