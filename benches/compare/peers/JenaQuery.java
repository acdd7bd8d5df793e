// Jena answers queries in process, from memory or from TDB2: the protocol of process.py. Run as a single file by `java`.

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.ResultSetRewindable;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.tdb2.TDB2Factory;

public class JenaQuery {
  static long memory() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
    }
    return 0;
  }

  static String quoted(Throwable error) {
    String text = error.getClass().getSimpleName() + ": " + error.getMessage();
    text = text.split("\n")[0].replaceAll("[\\\\\"\\p{Cntrl}]", "'");
    return "\"" + text.substring(0, Math.min(150, text.length())) + "\"";
  }

  static Object evaluate(String text, Model model, double limit) {
    Query query = QueryFactory.create(text);
    try (QueryExecution run = QueryExecutionFactory.create(query, model)) {
      run.setTimeout((long) (limit * 1000));
      if (query.isSelectType()) return ResultSetFactory.copyResults(run.execSelect());
      if (query.isAskType()) return run.execAsk();
      return query.isDescribeType() ? run.execDescribe() : run.execConstruct();
    } catch (QueryCancelledException late) {
      return null;
    }
  }

  public static void main(String[] args) throws Exception {
    JenaSystem.init();
    JsonObject job = JSON.read(args[0]);
    boolean tdb = args[1].equals("tdb2");
    double limit = job.get("limit").getAsNumber().value().doubleValue();
    int runs = job.get("runs").getAsNumber().value().intValue();
    String data = job.get("data").getAsString().value();
    Path answers = Path.of(job.get("answers").getAsString().value());
    long start = System.nanoTime();
    Model model;
    if (tdb) {
      Dataset dataset = TDB2Factory.connectDataset(args[2]);
      dataset.begin(ReadWrite.WRITE);
      if (dataset.getDefaultModel().isEmpty()) RDFDataMgr.read(dataset.getDefaultModel(), data, Lang.NTRIPLES);
      dataset.commit();
      dataset.end();
      dataset.begin(ReadWrite.READ);
      model = dataset.getDefaultModel();
    } else {
      model = ModelFactory.createDefaultModel();
      RDFDataMgr.read(model, data, Lang.NTRIPLES);
    }
    System.out.printf("{\"loaded\": %f, \"memory\": %d}%n", (System.nanoTime() - start) / 1e9, memory());
    JsonObject queries = job.get("queries").getAsObject();
    for (String name : queries.keys()) {
      String text = queries.get(name).getAsString().value();
      try {
        List<String> seconds = new ArrayList<>();
        Object answer = null;
        boolean late = false;
        long begin = System.nanoTime();
        for (int round = 0; round <= runs; round++) {
          start = System.nanoTime();
          answer = evaluate(text, model, limit);
          double taken = (System.nanoTime() - start) / 1e9;
          if (answer == null || taken > limit) {
            late = true;
            break;
          }
          boolean slow = (System.nanoTime() - begin) / 1e9 > limit / 5;
          if (round > 0 || slow) seconds.add(Double.toString(taken));
          if (slow) break;
        }
        if (late) {
          System.out.printf("{\"query\": \"%s\", \"timeout\": true}%n", name);
          continue;
        }
        String ending = answer instanceof Model ? ".nt" : ".srj";
        try (OutputStream out = new FileOutputStream(answers.resolve(name + ending).toFile())) {
          if (answer instanceof Model found) RDFDataMgr.write(out, found, Lang.NTRIPLES);
          else if (answer instanceof Boolean truth) ResultSetFormatter.outputAsJSON(out, truth);
          else ResultSetFormatter.outputAsJSON(out, (ResultSetRewindable) answer);
        }
        System.out.printf("{\"query\": \"%s\", \"seconds\": [%s], \"memory\": %d}%n", name, String.join(", ", seconds), memory());
      } catch (Throwable error) {
        System.out.printf("{\"query\": \"%s\", \"error\": %s}%n", name, quoted(error));
      }
    }
    System.exit(0);
  }
}
